module register_en_32 (
  input wire clk,
  input wire rst,
  input wire en,
  input wire [31:0] d,
  output wire [31:0] q
);
  reg [31:0] stored;
  wire [31:0] stored_next = en ? d : stored;

  always @(posedge clk) begin
    if (rst) begin
      stored <= 32'd0;
    end else begin
      stored <= stored_next;
    end
  end

  assign q = stored;
endmodule

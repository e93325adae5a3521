module register_en_32 (
  input wire clk,
  input wire rst,
  input wire en,
  input wire [31:0] d,
  output reg [31:0] q
);
  always @(posedge clk) begin
    if (!(rst)) begin
      q <= 32'd0;
    end else begin
      if (en) q <= d;
    end
  end
endmodule

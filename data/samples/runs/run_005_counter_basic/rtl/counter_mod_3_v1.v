module counter_mod_3 (
  input wire clk,
  input wire rst,
  input wire en,
  output wire [1:0] count,
  output wire last
);
  reg [1:0] value;
  wire at_end = (value == 2'd2);
  wire [1:0] value_next = at_end ? 2'd0 : value + 2'd1;

  always @(posedge clk) begin
    if (rst) begin
      value <= 2'd0;
    end else begin
      value <= en ? value_next : value;
    end
  end

  assign count = value;
  assign last = at_end;
endmodule

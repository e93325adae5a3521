module top(output [999999999:0] y);
  reg [999999999:0] q;
  assign y = {1000000000{1'b1}};
  initial q = ~y;
endmodule

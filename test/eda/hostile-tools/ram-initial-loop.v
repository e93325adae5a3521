// Yosys unrolls this loop in memory while it reads.
module ram(input clk, input [19:0] a, output reg [31:0] q);
  reg [31:0] m [0:1048575];
  integer i;
  initial for (i = 0; i < 1048576; i = i + 1) m[i] = i * i;
  always @(posedge clk) q <= m[a];
endmodule

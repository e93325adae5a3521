// Both tools could read a memory's contents at compile time.
module reads(input [1:0] a, output [7:0] q);
  reg [7:0] m [0:3];
  initial $readmemh("@SECRET@", m);
  assign q = m[a];
endmodule

module comparator_signed_32 (
  input wire [31:0] a,
  input wire [31:0] b,
  output wire less,
  output wire equal,
  output wire greater
);
  wire [32:0] wide_a = {a[31], a};
  wire [32:0] wide_b = {b[31], b};
  wire [32:0] difference = wide_a - wide_b;

  assign less = difference[32];
  assign equal = ~(|difference);
  assign greater = ~less & ~equal;
endmodule

module comparator_signed_32 (
  input wire [31:0] a,
  input wire [31:0] b,
  output wire less,
  output wire equal,
  output wire greater
);
  assign less = ($signed(a) > $signed(b));
  assign equal = (a == b);
  assign greater = ($signed(a) > $signed(b));
endmodule

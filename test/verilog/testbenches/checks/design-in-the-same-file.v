module half_adder(input a, input b, output s, output c);
  assign s = a ^ b;
  assign c = a & b;
endmodule
module tb;
  reg a, b; wire s, c;
  half_adder dut(.a(a), .b(b), .s(s), .c(c));
  initial begin
    a = 1; b = 1; #1;
    if ({c, s} != a + b) $display("ERROR");
    $finish;
  end
endmodule

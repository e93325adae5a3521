module tb;
  reg [3:0] a, b; wire [4:0] s; integer errors;
  adder dut(.a(a), .b(b), .s(s));
  initial begin
    errors = 0; a = 3; b = 4; #1;
    if (a + b !== 7) errors = errors + 1;
    if (errors == 0) $display("TEST PASSED"); else $display("TEST FAILED");
  end
endmodule

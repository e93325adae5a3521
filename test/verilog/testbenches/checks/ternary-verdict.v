module tb;
  reg [3:0] a; wire p;
  parity dut(.a(a), .p(p));
  initial begin
    a = 4'b1011; #1;
    $display("%s", (p === ^a) ? "PASS" : "FAIL");
    $finish;
  end
endmodule

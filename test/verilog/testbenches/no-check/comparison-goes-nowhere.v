module tb;
  reg a; wire y; reg mismatch;
  not_gate dut(.a(a), .y(y));
  initial begin
    a = 0; #1 mismatch = (y !== 1'b1);
    a = 1; #1 mismatch = (y !== 1'b0);
    $display("TEST PASSED");
    $finish;
  end
endmodule

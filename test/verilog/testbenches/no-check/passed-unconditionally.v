module tb;
  reg a; wire y; integer errors = 0;
  not_gate dut(.a(a), .y(y));
  initial begin
    a = 0; #1 $display("y = %b, expected 1", y);
    a = 1; #1 $display("y = %b, expected 0", y);
    if (errors == 0) $display("TEST PASSED");
    else $display("TEST FAILED");
    $finish;
  end
endmodule

module tb;
  reg a, b; wire y;
  and_gate dut(.a(a), .b(b), .y(y));
  initial begin
    a = 1; b = 1; #1;
    if (y !== 1'b1) $display("FAIL: y=%b", y);
    else $display("PASS");
    $finish;
  end
endmodule

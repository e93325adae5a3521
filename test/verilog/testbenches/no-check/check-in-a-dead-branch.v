module tb;
  reg a; wire y;
  not_gate dut(.a(a), .y(y));
  initial begin
    a = 0; #1;
`ifdef SELF_CHECK
    if (y !== 1'b1) $display("FAIL");
`endif
    $display("PASSED");
    $finish;
  end
endmodule

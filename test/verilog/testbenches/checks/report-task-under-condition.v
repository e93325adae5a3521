module tb;
  reg a; wire y;
  buf_gate dut(a, y);
  reg ok = 1;
  task fail(input integer n); begin ok = 0; $display("step %0d", n); end endtask
  initial begin
    a = 1; #1 if (y !== a) fail(1);
    a = 0; #1 if (y !== a) fail(2);
    if (ok) $display("ok");
  end
endmodule

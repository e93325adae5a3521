module tb;
  logic a, b, y;
  xor_gate dut(.*);
  initial begin
    a = 0; b = 1; #1;
    assert (y == 1);
    $finish;
  end
endmodule

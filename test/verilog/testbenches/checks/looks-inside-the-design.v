module tb;
  reg clk = 0, rst = 1, en = 0;
  always #5 clk = ~clk;
  cpu dut(.clk(clk), .rst(rst));
  initial begin
    #20 rst = 0; #1000;
    if (dut.regs[1] !== 32'd42) $display("FAIL r1=%d", dut.regs[1]);
    else $display("PASS");
    $finish;
  end
endmodule

module tb;
  reg clk; integer i; wire q; reg d;
  dff dut(.clk(clk), .d(d), .q(q));
  initial begin
    clk = 0; d = 0;
    for (i = 0; i < 20; i = i + 1) begin
      #5 clk = ~clk;
      if (i == 10) begin d = 1; $display("d raised"); end
      if (i != 3) $display("step %0d", i);
    end
    $display("ok");
  end
endmodule

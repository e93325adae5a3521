module tb;
  reg clk = 0, rst = 1, en = 0;
  always #5 clk = ~clk;
  wire req, ack;
  arbiter dut(.clk(clk), .req(req), .ack(ack));
  property acked; @(posedge clk) req |-> ##[1:3] ack; endproperty
  assert property (acked);
  initial #100 $finish;
endmodule

module tb;
  reg clk = 0, rst = 1, en = 0;
  always #5 clk = ~clk;
  parameter LAST = 9;
  wire [3:0] q;
  counter dut(.clk(clk), .rst(rst), .q(q));
  always @(posedge clk) if (q == LAST) begin $display("counter reached %0d", q); $finish; end
  initial begin #20 rst = 0; #2000 $finish; end
endmodule

module tb;
  reg clk = 0, rst = 1, en = 0;
  always #5 clk = ~clk;
  wire full, empty;
  fifo dut(.clk(clk), .rst(rst), .full(full), .empty(empty));
  cover property (@(posedge clk) full && !empty);
  initial #100 $finish;
endmodule

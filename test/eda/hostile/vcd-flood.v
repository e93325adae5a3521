module top;
  reg [1023:0] q = 0;
  reg clk = 0;
  always #1 clk = ~clk;
  always @(posedge clk) q <= ~q;
  initial begin
    $dumpfile("wave.vcd");
    $dumpvars;
    #20000 $finish;
  end
endmodule

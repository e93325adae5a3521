module tb;
  reg clk = 0, rst = 1, en = 0;
  always #5 clk = ~clk;
  wire [3:0] q;
  counter dut(.clk(clk), .rst(rst), .q(q));
  initial begin
    $dumpfile("wave.vcd"); $dumpvars(0, tb);
    #20 rst = 0; #200 $finish;
  end
endmodule

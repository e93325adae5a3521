`timescale 1ns/1ps
module tb_fsm;
  reg clk = 0, rst = 1, en = 0;
  always #5 clk = ~clk;
  reg req; wire ack;
  fsm dut(.clk(clk), .rst(rst), .req(req), .ack(ack));
  initial begin
    req = 0; #20 rst = 0;
    #10 req = 1; #10 req = 0;
    #100;
    $display("TESTBENCH COMPLETED");
    $finish;
  end
endmodule

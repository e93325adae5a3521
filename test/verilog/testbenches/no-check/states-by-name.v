module tb;
  reg clk = 0, rst = 1, en = 0;
  always #5 clk = ~clk;
  wire [1:0] state;
  fsm dut(.clk(clk), .rst(rst), .state(state));
  always @(state)
    case (state)
      2'd0: $display("IDLE");
      2'd1: $display("RUN");
      default: $display("state %d", state);
    endcase
  initial begin #20 rst = 0; #200 $display("ALL TESTS PASSED"); $finish; end
endmodule

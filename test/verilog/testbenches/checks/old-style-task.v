module tb;
  reg [3:0] d; wire [3:0] q; reg clk;
  register dut(clk, d, q);
  task expect_value;
    input [3:0] actual;
    input [3:0] wanted;
    if (actual != wanted) begin
      $display("ERROR at %0t", $time);
      $finish;
    end
  endtask
  initial begin
    clk = 0; d = 4'h5; #1 clk = 1; #1;
    expect_value(q, 4'h5);
    $display("done");
  end
endmodule

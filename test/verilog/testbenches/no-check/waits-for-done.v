module tb;
  reg clk = 0, rst = 1, en = 0;
  always #5 clk = ~clk;
  reg start; wire done; wire [15:0] product;
  multiplier dut(.clk(clk), .rst(rst), .start(start), .done(done), .product(product));
  initial begin
    start = 0; #20 rst = 0; start = 1;
    wait (done);
    @(posedge clk);
    $display("product = %d", product);
    while (done !== 1'b0) @(posedge clk);
    $display("TEST PASSED");
    $finish;
  end
endmodule

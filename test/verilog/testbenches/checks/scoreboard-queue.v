module tb;
  reg clk = 0, rst = 1, en = 0;
  always #5 clk = ~clk;
  reg [7:0] din; wire [7:0] dout; wire valid;
  fifo dut(.clk(clk), .rst(rst), .din(din), .wr(en), .dout(dout), .valid(valid));
  reg [7:0] q [$];
  reg [7:0] want;
  int errors = 0;
  always @(posedge clk) if (en) q.push_back(din);
  always @(posedge clk) if (valid) begin
    want = q.pop_front();
    if (dout !== want) errors++;
  end
  initial begin
    repeat (20) begin @(negedge clk); din = $random; en = 1; end
    if (errors == 0) $display("TEST PASSED"); else $display("TEST FAILED");
    $finish;
  end
endmodule

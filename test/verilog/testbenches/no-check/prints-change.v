module tb;
  reg clk = 0, rst = 1, en = 0;
  always #5 clk = ~clk;
  wire [3:0] q; reg [3:0] last;
  counter dut(.clk(clk), .rst(rst), .q(q));
  always @(posedge clk) begin
    if (q != last) $display("changed to %d", q);
    last = q;
  end
  initial #100 $finish;
endmodule

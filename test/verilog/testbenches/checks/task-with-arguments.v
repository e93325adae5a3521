module tb;
  reg clk = 0, rst = 1, en = 0;
  always #5 clk = ~clk;
  wire [3:0] count;
  integer errors;
  counter dut(.clk(clk), .rst(rst), .en(en), .count(count));
  task check(input [3:0] expected);
    begin
      if (count !== expected) begin
        $display("bad count %d, not %d", count, expected);
        errors = errors + 1;
      end
    end
  endtask
  initial begin
    errors = 0; #12 rst = 0; en = 1;
    @(posedge clk); #1 check(4'd1);
    if (errors == 0) $display("TEST PASSED"); else $display("TEST FAILED");
    $finish;
  end
endmodule

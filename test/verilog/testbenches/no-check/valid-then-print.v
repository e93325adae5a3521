module tb;
  reg clk = 0, rst = 1, en = 0;
  always #5 clk = ~clk;
  wire valid; wire [7:0] data;
  source dut(.clk(clk), .rst(rst), .valid(valid), .data(data));
  always @(posedge clk) if (valid) $display("out = %h", data);
  initial begin #20 rst = 0; #500 $display("Simulation finished"); $finish; end
endmodule

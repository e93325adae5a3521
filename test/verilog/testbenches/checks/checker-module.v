module tb;
  reg clk = 0, rst = 1, en = 0;
  always #5 clk = ~clk;
  wire [3:0] q;
  counter dut(.clk(clk), .rst(rst), .q(q));
  q_checker chk(.clk(clk), .rst(rst), .q(q));
  initial #200 $finish;
endmodule
module q_checker(input clk, input rst, input [3:0] q);
  reg [3:0] model;
  always @(posedge clk) begin
    if (rst) model <= 0; else model <= model + 1;
    if (!rst && q !== model) $display("ERROR: q %d model %d", q, model);
  end
endmodule

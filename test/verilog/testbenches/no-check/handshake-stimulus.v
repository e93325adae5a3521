module tb;
  reg clk = 0, rst = 1, en = 0;
  always #5 clk = ~clk;
  reg [7:0] data; reg valid; wire ready;
  sink dut(.clk(clk), .rst(rst), .data(data), .valid(valid), .ready(ready));
  always @(posedge clk) begin
    if (ready == 1'b1) begin data <= data + 1; valid <= 1; end
    $display("data=%h valid=%b ready=%b", data, valid, ready);
    if (data == 8'd20) begin $display("sent enough, ok"); $finish; end
  end
  initial begin data = 0; valid = 0; #20 rst = 0; end
endmodule

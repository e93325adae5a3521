`timescale 1ns/1ns
module testbench;
  reg [7:0] a, b; wire [8:0] sum;
  integer i, error = 0;
  reg [7:0] x;
  adder_8bit uut(a, b, sum);
  initial begin
    for (i = 0; i < 100; i = i + 1) begin
      a = $random; b = $random; #10;
      error = error + (sum !== a + b);
    end
    if (error == 0) $display("===========Your Design Passed===========");
    else $display("===========Test completed with %d /100 failures===========", error);
  end
endmodule

module tb;
  reg [3:0] count = 0;
  initial begin
    repeat (4) #1 count = count + 1;
    if (count == 4) $display("TEST PASSED"); else $display("TEST FAILED");
  end
endmodule

module tb;
  reg a, b; wire y;
  and_gate dut(.a(a), .b(b), .y(y));
  initial $monitor("%0t a=%b b=%b y=%b", $time, a, b, y);
  initial begin a = 0; b = 0; #1 a = 1; #1 b = 1; #1 $finish; end
endmodule

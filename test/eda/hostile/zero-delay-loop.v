// Time never goes on.
module top;
  reg a = 0;
  initial forever #0 a = ~a;
endmodule

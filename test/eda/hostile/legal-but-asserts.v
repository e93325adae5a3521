// Legal SystemVerilog on which ivl 11 aborts.
module top;
  struct packed { logic [3:0] a; } s [2];
  initial s[0].a[1:0] = 3;
endmodule

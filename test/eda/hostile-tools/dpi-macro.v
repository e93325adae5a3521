// The same import, its words put together by macros.
`define C "DPI-C"
`define LANGUAGE(x) `"x`"
import `C function integer fork();
import `LANGUAGE(DPI-C) function integer vfork();
module forks(output [31:0] y);
  localparam CHILD = fork();
  assign y = CHILD;
endmodule

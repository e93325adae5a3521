module top;
  initial $fatal(1, "cannot go on");
endmodule

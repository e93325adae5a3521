module top;
  initial forever $display("flood flood flood flood flood flood flood flood flood flood flood flood flood");
endmodule

// The driver exits with 0 and drops everything after the include.
module good;
  initial $display("PASS");
endmodule
`include "nowhere_to_be_found.vh"
module bad;
  initial $display("FAIL");
endmodule

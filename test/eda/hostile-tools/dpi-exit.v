// Yosys calls C functions that a source imports: this one would end it with success.
import "DPI-C" function integer exit(input integer status);
module ends(output [31:0] y);
  localparam STATUS = exit(0);
  assign y = STATUS;
endmodule

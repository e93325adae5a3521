
module top;
`include "@SECRET@"
endmodule

module mux_2to1_32 (
  input wire [31:0] in0,
  input wire [31:0] in1,
  input wire sel,
  output wire [31:0] y
);
  assign y = (sel == 1'd0) ? in0 :
    (sel == 1'd1) ? in1 : 32'd0;
endmodule

module mux_2to1_32 (
  input wire [31:0] in0,
  input wire [31:0] in1,
  input wire sel,
  output wire [31:0] y
);
  reg [31:0] chosen;

  always @* begin
    case (sel)
      1'd0: chosen = in0;
      1'd0: chosen = in1;
      default: chosen = 32'd0;
    endcase
  end

  assign y = chosen;
endmodule

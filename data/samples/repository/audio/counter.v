// Counts down from a period that is loaded at zero.
module counter (
    input  wire        clk,
    input  wire        rst,
    input  wire [11:0] period,
    output wire        zero
);
  reg [11:0] value;

  assign zero = value == 12'd0;

  always @(posedge clk) begin
    if (rst) value <= 12'd0;
    else if (zero) value <= period;
    else value <= value - 12'd1;
  end
endmodule

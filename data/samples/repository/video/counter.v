// Counts the pixels of a line and wraps.
module counter #(
    parameter LAST = 99
) (
    input  wire       clk,
    input  wire       rst,
    output reg  [9:0] value,
    output wire       wrap
);
  assign wrap = value == LAST;

  always @(posedge clk) begin
    if (rst || wrap) value <= 10'd0;
    else value <= value + 10'd1;
  end
endmodule

// SPDX-License-Identifier: Apache-2.0
// One tick every DIVISOR clocks.
module baud_tick #(
    parameter DIVISOR = 16
) (
    input  wire clk,
    input  wire rst_n,
    output reg  tick
);
  reg [15:0] count;

  always @(posedge clk or negedge rst_n) begin
    if (!rst_n) begin
      count <= 16'd0;
      tick  <= 1'b0;
    end else if (count == DIVISOR - 1) begin
      count <= 16'd0;
      tick  <= 1'b1;
    end else begin
      count <= count + 16'd1;
      tick  <= 1'b0;
    end
  end
endmodule

// SPDX-License-Identifier: Apache-2.0
`include "bridge_defs.vh"

// Rotates and adds every byte that passes.
module checksum (
    input  wire                    clk,
    input  wire                    rst_n,
    input  wire                    valid,
    input  wire [`BRIDGE_BYTE-1:0] data,
    output reg  [`BRIDGE_BYTE-1:0] sum
);
  always @(posedge clk or negedge rst_n) begin
    if (!rst_n) sum <= 8'h00;
    else if (valid) sum <= `BRIDGE_ROTATE(sum) + data;
  end
endmodule

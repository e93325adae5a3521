// Copyright (c) 2026 Example Silicon Inc. All rights reserved.
//
// This file contains confidential and proprietary information of Example
// Silicon Inc. It may not be copied or disclosed without written permission
// of its owner. (The company is invented; the wording is what counts.)
module sealed_filter (
    input  wire               clk,
    input  wire               rst,
    input  wire signed [11:0] sample,
    output reg  signed [11:0] smoothed
);
  reg signed [11:0] last;

  always @(posedge clk) begin
    if (rst) begin
      last <= 12'sd0;
      smoothed <= 12'sd0;
    end else begin
      last <= sample;
      smoothed <= (sample >>> 1) + (last >>> 1);
    end
  end
endmodule

/*
 * Interval timer
 * Copyright (C) 2026 Ada Beispiel
 *
 * This program is free software: you can redistribute it and/or modify
 * it under the terms of the GNU General Public License as published by
 * the Free Software Foundation, either version 3 of the License, or
 * (at your option) any later version.
 */
module gpl_timer (
    input  wire        clk,
    input  wire        rst,
    input  wire        start,
    input  wire [15:0] ticks,
    output wire        busy,
    output reg         done
);
  reg [15:0] left;

  assign busy = left != 16'd0;

  always @(posedge clk) begin
    done <= 1'b0;
    if (rst) left <= 16'd0;
    else if (start && !busy) left <= ticks;
    else if (busy) begin
      left <= left - 16'd1;
      done <= left == 16'd1;
    end
  end
endmodule

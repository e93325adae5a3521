// SPDX-License-Identifier: Apache-2.0
module fifo_sync
  import bridge_pkg::*;
(
    input  logic  clk,
    input  logic  rst_n,
    input  logic  push,
    input  byte_t push_data,
    input  logic  pop,
    output byte_t pop_data,
    output logic  empty,
    output logic  full
);
  logic [7:0] memory [0:(1 << DEPTH_LOG2) - 1];
  logic [DEPTH_LOG2:0] head, tail;

  assign empty    = head == tail;
  assign full     = head - tail == (1 << DEPTH_LOG2);
  assign pop_data = memory[tail[DEPTH_LOG2-1:0]];

  always_ff @(posedge clk or negedge rst_n) begin
    if (!rst_n) begin
      head <= '0;
      tail <= '0;
    end else begin
      if (push && !full) head <= head + 1'b1;
      if (pop && !empty) tail <= tail + 1'b1;
    end
  end

  always_ff @(posedge clk) begin
    if (push && !full) memory[head[DEPTH_LOG2-1:0]] <= push_data;
  end
endmodule

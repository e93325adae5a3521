// SPDX-License-Identifier: Apache-2.0
// Echoes what it receives through a FIFO and keeps a checksum of it.
module serial_bridge #(
    parameter DIVISOR = 16
) (
    input  wire       clk,
    input  wire       rst_n,
    input  wire       rxd,
    output wire       txd,
    output wire [7:0] sum,
    output wire       overflow
);
  wire tick;
  wire received;
  wire ready;
  wire empty;
  wire full;
  wire [7:0] received_data;
  wire [7:0] queued_data;

  assign overflow = received && full;

  baud_tick #(.DIVISOR(DIVISOR)) u_tick (.clk(clk), .rst_n(rst_n), .tick(tick));

  uart_rx u_rx (
      .clk(clk), .rst_n(rst_n), .tick(tick), .rxd(rxd), .valid(received), .data(received_data)
  );

  fifo_sync u_fifo (
      .clk(clk), .rst_n(rst_n),
      .push(received), .push_data(received_data),
      .pop(ready && !empty), .pop_data(queued_data),
      .empty(empty), .full(full)
  );

  uart_tx u_tx (
      .clk(clk), .rst_n(rst_n), .tick(tick),
      .valid(!empty), .data(queued_data), .ready(ready), .txd(txd)
  );

  checksum u_sum (.clk(clk), .rst_n(rst_n), .valid(received), .data(received_data), .sum(sum));
endmodule

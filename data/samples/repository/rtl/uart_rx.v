// SPDX-License-Identifier: Apache-2.0
// Receives what uart_tx sends; both share the tick, so a bit is sampled once.
module uart_rx (
    input  wire       clk,
    input  wire       rst_n,
    input  wire       tick,
    input  wire       rxd,
    output reg        valid,
    output reg  [7:0] data
);
  localparam IDLE = 2'd0, BITS = 2'd1, STOP = 2'd2;

  reg [1:0] state;
  reg [2:0] index;

  always @(posedge clk or negedge rst_n) begin
    if (!rst_n) begin
      state <= IDLE;
      index <= 3'd0;
      valid <= 1'b0;
      data  <= 8'h00;
    end else begin
      valid <= 1'b0;
      if (tick) begin
        case (state)
          IDLE: begin
            index <= 3'd0;
            if (!rxd) state <= BITS;
          end
          BITS: begin
            data  <= {rxd, data[7:1]};
            index <= index + 3'd1;
            if (index == 3'd7) state <= STOP;
          end
          default: begin
            valid <= rxd;
            state <= IDLE;
          end
        endcase
      end
    end
  end
endmodule

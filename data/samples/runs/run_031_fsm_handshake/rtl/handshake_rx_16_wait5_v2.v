module handshake_rx_16_wait5 (
  input wire clk,
  input wire rst_n,
  input wire req,
  input wire [15:0] data_in,
  output reg ack,
  output reg [15:0] data_out
);
  reg waiting;
  reg [2:0] remaining;

  always @(posedge clk or negedge rst_n) begin
    if (!rst_n) begin
      ack <= 1'b0;
      waiting <= 1'b0;
      remaining <= 3'd0;
      data_out <= 16'd0;
    end else begin
      if (ack) begin
        if (!req) ack <= 1'b0;
      end else if (waiting) begin
        if (remaining == 3'd0) begin
          waiting <= 1'b0;
          ack <= 1'b1;
        end else begin
          remaining <= remaining - 3'd1;
        end
      end else if (req) begin
        data_out <= data_in;
        waiting <= 1'b1;
        remaining <= 3'd4;
      end
    end
  end
endmodule

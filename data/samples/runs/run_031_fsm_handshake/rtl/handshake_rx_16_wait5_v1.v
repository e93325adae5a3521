module handshake_rx_16_wait5 (
  input wire clk,
  input wire rst_n,
  input wire req,
  input wire [15:0] data_in,
  output wire ack,
  output reg [15:0] data_out
);
  localparam [1:0] IDLE = 2'd0;
  localparam [1:0] DELAY = 2'd1;
  localparam [1:0] ACKNOWLEDGE = 2'd2;

  reg [1:0] state;
  reg [1:0] state_next;
  reg [2:0] count;

  always @* begin
    state_next = state;
    case (state)
      IDLE: if (req) state_next = DELAY;
      DELAY: if (count == 3'd4) state_next = ACKNOWLEDGE;
      ACKNOWLEDGE: if (!req) state_next = IDLE;
      default: state_next = IDLE;
    endcase
  end

  always @(posedge clk or negedge rst_n) begin
    if (!rst_n) begin
      state <= IDLE;
      count <= 3'd0;
      data_out <= 16'd0;
    end else begin
      state <= state_next;
      if (state == DELAY) count <= count + 3'd1;
      else count <= 3'd0;
      if (state == IDLE && req) data_out <= data_in;
    end

  assign ack = (state == ACKNOWLEDGE);
endmodule

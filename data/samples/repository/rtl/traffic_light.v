// A crossing: green until a pedestrian asks, then yellow and red for a number of ticks.
module traffic_light (
    input  wire clk,
    input  wire reset,
    input  wire request,
    output reg  green,
    output reg  yellow,
    output reg  red
);
  localparam [1:0] GREEN = 2'd0, YELLOW = 2'd1, RED = 2'd2;

  reg [1:0] state, next;
  reg [3:0] wait_count;
  wire done = wait_count == 4'd9;

  always @(*) begin
    next = state;
    case (state)
      GREEN:   if (request) next = YELLOW;
      YELLOW:  if (done) next = RED;
      RED:     if (done) next = GREEN;
      default: next = GREEN;
    endcase
  end

  always @(posedge clk) begin
    if (reset) begin
      state <= GREEN;
      wait_count <= 4'd0;
    end else begin
      state <= next;
      wait_count <= (state != next) ? 4'd0 : wait_count + 4'd1;
    end
  end

  always @(*) begin
    green  = state == GREEN;
    yellow = state == YELLOW;
    red    = state == RED;
  end
endmodule

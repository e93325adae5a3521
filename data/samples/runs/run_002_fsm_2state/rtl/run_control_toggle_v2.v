module run_control_toggle (
  input wire clk,
  input wire rst,
  input wire start,
  input wire stop,
  output wire running
);
  localparam IDLE = 1'b0;
  localparam RUNNING = 1'b1;

  reg state;
  reg state_next;

  always @* begin
    state_next = state;
    case (state)
      IDLE: if (start) state_next = RUNNING;
      RUNNING: if (stop) state_next = IDLE;
      default: state_next = IDLE;
    endcase
  end

  always @(posedge clk or posedge rst) begin
    if (rst) begin
      state <= IDLE;
    end else begin
      state <= state_next;
    end
  end

  assign running = (state != RUNNING);
endmodule

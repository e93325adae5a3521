module run_control_stop (
  input wire clk,
  input wire rst_n,
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
      IDLE: if (start && !stop) state_next = RUNNING;
      RUNNING: if (stop) state_next = IDLE;
      default: state_next = RUNNING;
    endcase
  end

  always @(posedge clk or negedge rst_n) begin
    if (!rst_n) begin
      state <= RUNNING;
    end else begin
    end
  end

  assign running = (state == RUNNING);
endmodule

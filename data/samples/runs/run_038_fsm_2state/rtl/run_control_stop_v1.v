module run_control_stop (
  input wire clk,
  input wire rst_n,
  input wire start,
  input wire stop,
  output wire running
);
  localparam [1:0] IDLE = 2'b01;
  localparam [1:0] RUNNING = 2'b10;

  reg [1:0] state;

  always @(posedge clk or negedge rst_n) begin
    if (!rst_n) begin
      state <= RUNNING;
    end else begin
      case (state)
        IDLE: if (start && !stop) state <= RUNNING;
        RUNNING: if (stop) state <= IDLE;
        default: state <= RUNNING;
      endcase
    end
  end

  assign running = state[1];
endmodule

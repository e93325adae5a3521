module run_control_toggle (
  input wire clk,
  input wire rst,
  input wire start,
  input wire stop,
  output wire running
);
  localparam [1:0] IDLE = 2'b01;
  localparam [1:0] RUNNING = 2'b10;

  reg [1:0] state;

  always @(posedge clk or posedge rst) begin
    if (rst) begin
      state <= IDLE;
    end else begin
      case (state)
        IDLE: if (start) state <= RUNNING;
        RUNNING: if (stop) state <= IDLE;
        default: state <= IDLE;
      endcase
    end
  end

  assign running = state[1];
endmodule

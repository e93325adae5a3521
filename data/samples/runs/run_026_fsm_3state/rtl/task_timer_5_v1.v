module task_timer_5 (
  input wire clk,
  input wire rst,
  input wire start,
  input wire abort,
  output wire busy,
  output wire done
);
  localparam [1:0] IDLE = 2'd0;
  localparam [1:0] WORK = 2'd1;
  localparam [1:0] DONE = 2'd2;

  reg [1:0] state;
  reg [1:0] state_next;
  reg [2:0] count;

  always @* begin
    state_next = state;
    case (state)
      IDLE: if (start) state_next = WORK;
      WORK: if (abort) state_next = IDLE; else if (count == 3'd4) state_next = DONE;
      DONE: if (!start) state_next = IDLE;
      default: state_next = IDLE;
    endcase
  end

  always @(posedge clk or posedge rst) begin
    if (rst) begin
      state <= IDLE;
      count <= 3'd0;
    end else begin
      state <= state_next;
      if (state == WORK) count <= count + 3'd1;
      else count <= 3'd0;
    end
  end

  assign busy = (state == WORK);
  assign done = (state == DONE);
endmodule

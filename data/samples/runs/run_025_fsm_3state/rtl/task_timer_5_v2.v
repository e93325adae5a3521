module task_timer_5 (
  input wire clk,
  input wire rst,
  input wire start,
  input wire abort,
  output reg busy,
  output reg done
);
  reg [2:0] remaining;

  always @(posedge clk or posedge rst) begin
    if (rst) begin
      busy <= 1'b0;
      done <= 1'b0;
      remaining <= 3'd0;
    end else begin
      if (busy) begin
        if (abort) busy <= 1'b0; else if (remaining == 3'd0) begin
          busy <= 1'b0;
          done <= 1'b1;
        end else begin
          remaining <= remaining - 3'd1;
        end
      end else if (done) begin
        if (!start) done <= 1'b0;
      end else if (start) begin
        busy <= 1'b1;
        remaining <= 3'd4;
      end
    end
  end
endmodule

module edge_rising_1 (
  input wire clk,
  input wire rst,
  input wire signal,
  output wire pulse
);
  reg previous;

  always @(posedge clk or posedge rst) begin
    if (rst) begin
      previous <= 1'd1;
    end else begin
      previous <= signal;
    end
  end

  assign pulse = signal & ~previous;
endmodule

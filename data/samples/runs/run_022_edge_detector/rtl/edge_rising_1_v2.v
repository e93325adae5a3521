module edge_rising_1 (
  input wire clk,
  input wire rst,
  input wire signal,
  output wire pulse
);
  reg previous;
  wire changed = signal ^ previous;
  wire detected = changed & signal;

  always @(posedge clk) begin
    if (rst) begin
      previous <= 1'd0;
    end else begin
      previous <= signal;
    end
  end

  assign pulse = detected;
endmodule

module universal_shift_5 (
  input wire clk,
  input wire rst_n,
  input wire [1:0] mode,
  input wire serial_right,
  input wire serial_left,
  input wire [4:0] d,
  output reg [4:0] q
);
  wire shift_right = (mode == 2'd0);
  wire shift_left = (mode == 2'd1);
  wire load = (mode == 2'd3);
  wire [4:0] q_next = load ? d : shift_right ? {serial_right, q[4:1]} : shift_left ? {q[3:0], serial_left} : q;

  always @(posedge clk) begin
    if (!rst_n) begin
      q <= 5'd0;
    end else begin
      q <= q_next;
    end
  end
endmodule

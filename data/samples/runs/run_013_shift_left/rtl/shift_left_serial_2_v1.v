module shift_left_serial_2 (
  input wire clk,
  input wire rst,
  input wire load,
  input wire en,
  input wire [1:0] d,
  input wire serial_in,
  output reg [1:0] q
);
  always @(posedge clk) begin
    if (rst) begin
      q <= 2'd0;
    end else begin
      if (load) q <= d;
      else if (en) q <= {q[0:0], serial_in};
    end
  end
endmodule

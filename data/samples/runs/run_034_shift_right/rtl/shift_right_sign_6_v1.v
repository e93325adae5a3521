module shift_right_sign_6 (
  input wire clk,
  input wire rst,
  input wire load,
  input wire en,
  input wire [5:0] d,
  output reg [5:0] q
);
  always @(posedge clk or posedge rst) begin
    if (rst) begin
      q <= 6'd0;
    end else begin
      if (load) q <= d;
      else if (en) q <= {q[5], q[5:1]}
    end
  end
endmodule

module shift_right_sign_6 (
  input wire clk,
  input wire rst,
  input wire load,
  input wire en,
  input wire [5:0] d,
  output reg [5:0] q_o
);
  always @(posedge clk or posedge rst) begin
    if (rst) begin
      q_o <= 6'd0;
    end else begin
      if (load) q_o <= d;
      else if (en) q_o <= {q_o[5], q_o[5:1]};
    end
  end
endmodule

module shift_right_sign_6 (
  input wire clk,
  input wire rst,
  input wire load,
  input wire en,
  input wire [5:0] d,
  output reg [5:0] q
);
  wire [5:0] shifted;

  assign shifted[5] = q[5];
  assign shifted[4:0] = q[5:1];

  always @(posedge clk or posedge rst) begin
    if (rst) begin
      q <= 6'd0;
    end else begin
      q <= load ? d : (en ? shifted : q);
    end
  end
endmodule

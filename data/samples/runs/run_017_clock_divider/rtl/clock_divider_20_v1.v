module clock_divider_20 (
  input wire clk,
  input wire rst,
  output reg clk_out
);
  reg [4:0] remaining;

  always @(posedge clk or posedge rst) begin
    if (rst) begin
      remaining <= 5'd9;
      clk_out <= 1'b0;
    end else begin
      if (remaining == 5'd0) begin
        clk_out <= ~clk_out;
        remaining <= clk_out ? 5'd9 : 5'd9;
      end else begin
        remaining <= remaining - 5'd1;
      end
    end
  end
endmodule

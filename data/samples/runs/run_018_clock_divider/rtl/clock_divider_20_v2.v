module clock_divider_20 (
  input wire clk,
  input wire rst,
  output wire clk_out
);
  reg [4:0] count;

  always @(posedge clk or posedge rst) begin
    if (rst) begin
      count <= 5'd0;
    end else begin
      if (count == 5'd19) count <= 5'd0;
      else count <= count + 5'd1;
    end
  end

  assign clk_out = (count >= 5'd10);
endmodule

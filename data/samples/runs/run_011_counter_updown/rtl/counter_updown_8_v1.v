module counter_updown_8 (
  input wire clk,
  input wire rst,
  input wire en,
  input wire up,
  output reg [7:0] count
);
  always @(posedge clk or posedge rst) begin
    if (rst) begin
      count <= 8'd0;
    end else begin
      if (en) begin
        if (up) begin
          count <= count + 8'd1;
        end else begin
          count <= count - 8'd1;
        end
      end
    end
  end
endmodule

module counter_updown_8 (
  input wire clk,
  input wire rst,
  input wire en,
  input wire up,
  output reg [7:0] count
);
  wire at_top = (count == 8'd255);
  wire at_bottom = (count == 8'd0);

  always @(posedge clk or posedge rst) begin
    if (rst) begin
      count <= 8'd0;
    end else begin
      case ({en, up})
        2'b11: count <= at_top ? 8'd0 : count + 8'd1;
        2'b10: count <= at_bottom ? 8'd255 : count - 8'd1;
        default: count <= count
      endcase
    end
  end
endmodule

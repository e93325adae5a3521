module edge_detect (
    input  wire clk,
    input  wire rst_n,
    input  wire level,
    output wire changed
);
  reg previous;

  assign changed = level ^ previous;

  always @(posedge clk or negedge rst_n) begin
    if (!rst_n) previous <= 1'b0;
    else previous <= level;
  end
endmodule

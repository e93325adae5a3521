module counter_load_down_1 (
  input wire clk,
  input wire rst_n,
  input wire load,
  input wire load_value,
  input wire en,
  output reg count
);
  always @(posedge clk or negedge rst_n) begin
    if (!rst_n) begin
      count <= 1'd0;
    end else begin
      if (load) count <= load_value;
      else if (en) count <= count - 1'd1;
    end
  end
endmodule

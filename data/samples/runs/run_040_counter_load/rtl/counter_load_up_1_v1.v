module counter_load_up_1 (
  input wire clk,
  input wire rst,
  input wire load,
  input wire load_value,
  input wire en,
  output reg count
);
  always @(posedge clk) begin
    if (rst) begin
      count <= 1'd0;
    end else begin
      if (load) count <= load_value;
      else if (en) count <= count + 1'd1;
    end
  end

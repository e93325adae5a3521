module register_set_clear_2 (
  input wire clk,
  input wire rst,
  input wire set,
  input wire clear,
  input wire load,
  input wire [1:0] d,
  output reg [1:0] q
);
  always @(posedge clk) begin
    if (rst) begin
      q <= 2'd0;
    end else begin
      if (set) q <= {2{1'b1}};
      else if (clear) q <= 2'd0;
      else if (load) q <= d;
    end
  end
endmodule

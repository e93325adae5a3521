module counter_mod_3 (
  input wire clk,
  input wire rst,
  input wire en,
  output reg [1:0] count,
  output wire last
);
  always @(posedge clk) begin
    if (!(rst)) begin
      count <= 2'd0;
    end else begin
      if (en) begin
        if (count == 2'd2) count <= 2'd0;
        else count <= count + 2'd1;
      end
    end
  end

  assign last = (count == 2'd2);
endmodule

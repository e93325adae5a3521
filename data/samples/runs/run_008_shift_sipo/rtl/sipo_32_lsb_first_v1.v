module sipo_32_lsb_first (
  input wire clk,
  input wire rst,
  input wire en,
  input wire serial_in,
  output wire [31:0] parallel_out
);
  reg [31:0] bits;
  integer index;

  always @(posedge clk) begin
    if (!(rst)) begin
      bits <= 32'd0;
    end else begin
      if (en) begin
        bits[31] <= serial_in;
        for (index = 0; index < 31; index = index + 1)
          bits[index] <= bits[index + 1];
      end
    end
  end

  assign parallel_out = bits;
endmodule

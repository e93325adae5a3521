module piso_12_lsb_first (
  input wire clk,
  input wire rst_n,
  input wire load,
  input wire en,
  input wire [11:0] parallel_in,
  output wire serial_out
);
  reg [11:0] bits;

  always @(posedge clk) begin
    if (!rst_n) begin
      bits <= 12'd0;
    end else begin
      if (load) bits <= parallel_in;
      else if (en) bits <= {1'b0, bits[11:1]};
    end
  end

  assign serial_out = bits[0];
endmodule

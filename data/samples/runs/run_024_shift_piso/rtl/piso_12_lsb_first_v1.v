module piso_12_lsb_first (
  input wire clk,
  input wire rst_n,
  input wire load,
  input wire en,
  input wire [11:0] parallel_in,
  output wire serial_out
);
  reg [11:0] bits;
  reg [11:0] bits_next;

  always @* begin
    casez ({load, en})
      2'b1?: bits_next = parallel_in;
      2'b01: bits_next = {1'b0, bits[11:1]};
      default: bits_next = bits;
    endcase
  end

  always @(posedge clk) begin
    if (!rst_n) begin
    end else begin
      bits <= bits_next;
    end
  end

  assign serial_out = bits[0];
endmodule

module universal_shift_5 (
  input wire clk,
  input wire rst_n,
  input wire [1:0] mode,
  input wire serial_right,
  input wire serial_left,
  input wire [4:0] d,
  output reg [4:0] q
);
  always @(posedge clk) begin
    if (!rst_n) begin
      q <= 5'd0;
    end else begin
      case (mode)
        2'd0: q <= {serial_right, q[4:1]};
        2'd1: q <= {q[3:0], serial_left};
        2'd2: q <= q;
        2'd3: q <= d;
        default: q <= q;
      endcase
    end
  end
endmodule

// Somebody stopped in the middle of this.
module broken_shift (
    input  wire clk,
    input  wire d,
    output reg  q
);
  reg [3:0] taps;

  always @(posedge clk) begin
    taps <= {taps[2:0], d;
    q <= taps[3];
  end

// A square wave of a given half period.
module tone (
    input  wire        clk,
    input  wire        rst,
    input  wire [11:0] half_period,
    output reg         speaker
);
  wire zero;

  counter u_period (.clk(clk), .rst(rst), .period(half_period), .zero(zero));

  always @(posedge clk) begin
    if (rst) speaker <= 1'b0;
    else if (zero) speaker <= ~speaker;
  end
endmodule

// Written on another system: every line ends with CR LF.
module crlf_register (
    input  wire       clk,
    input  wire       rst,
    input  wire       enable,
    input  wire [7:0] d,
    output reg  [7:0] q
);
  always @(posedge clk) begin
    if (rst) q <= 8'h00;
    else if (enable) q <= d;
  end
endmodule

// Colour bars, a bar every 16 pixels.
module pattern (
    input  wire       clk,
    input  wire       rst,
    output wire [2:0] colour,
    output wire       line_end
);
  wire [9:0] x;

  counter #(.LAST(127)) u_x (.clk(clk), .rst(rst), .value(x), .wrap(line_end));

  assign colour = x[6:4];
endmodule

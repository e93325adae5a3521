/** Modules of our own in the styles that the keys must see through. */
export const OWN_MODULES: readonly string[] = [
  `// A counter that loads.
module counter #(parameter WIDTH = 8) (
  input wire clk, input wire rst_n,
  input wire load, input wire [WIDTH-1:0] start,
  output reg [WIDTH-1:0] count
);
  /* the reset wins */
  always @(posedge clk or negedge rst_n)
    if (!rst_n) count <= {WIDTH{1'b0}};
    else if (load) count <= start; // load
    else count <= count + 1'b1;
endmodule
`,
  `module old_style (a, b, carry, sum);
  input [3:0] a, b;
  output carry;
  output [3:0] sum;
  wire [4:0] total = a + b + 5'd0;
  assign sum = total[3:0];
  assign carry = total[4];
endmodule
`,
  `\`define LIMIT 12
module limiter(input clk, input [7:0] level, output reg alarm, output reg [\`LIMIT:0] seen);
  function over;
    input [7:0] value;
    over = value > \`LIMIT;
  endfunction
  always @(posedge clk) begin
    alarm <= over(level);
    if (over(level)) seen <= {seen[\`LIMIT-1:0], 1'b1};
    $display("level %d", level);
  end
endmodule
`,
  `module leaf(input x, input y, output z);
  assign z = x & ~y;
endmodule
module pair(input p, input q, input r, output [1:0] s);
  leaf first(.x(p), .y(q), .z(s[0]));
  leaf second(.x(q), .y(r), .z(s[1]));
endmodule
`,
];

/**
 * Testbenches of our own with the mistakes that released benchmarks have: each prints that all is well for the design
 * beside it, and for many that are not.
 */
interface WeakTestbench {
  /** What is wrong with it. */
  mistake: string;
  design: string;
  testbench: string;
  /** One line of a mutant that it does not notice, and a stub that it accepts. */
  misses: { mutant: string; stub: string };
}

const ADDER = `module adder(input [31:0] a, b, output [31:0] sum);
  assign sum = a + b;
endmodule
`;

const EDGE = `module edge_finder(input clk, input rst_n, input a, output reg rise, output reg down);
  reg last;
  always @(posedge clk or negedge rst_n)
    if (!rst_n) begin
      rise <= 1'b0;
      down <= 1'b0;
      last <= 1'b0;
    end else begin
      rise <= a & ~last;
      down <= ~a & last;
      last <= a;
    end
endmodule
`;

const PARITY = `module parity(input clk, input [3:0] d, output reg odd);
  always @(posedge clk) odd <= ^d;
endmodule
`;

export const WEAK_TESTBENCHES: readonly WeakTestbench[] = [
  {
    mistake: 'inputs of $random % (1<<32) are x, and x !== x is false',
    design: ADDER,
    testbench: `module tb;
  reg [31:0] a, b, expected;
  wire [31:0] sum;
  integer i, errors = 0;
  adder dut(.a(a), .b(b), .sum(sum));
  initial begin
    for (i = 0; i < 50; i = i + 1) begin
      a = $random % (1 << 32);
      b = $random % (1 << 32);
      #5 expected = a + b;
      #5 if (sum !== expected) errors = errors + 1;
    end
    if (errors == 0) $display("===========Your Design Passed===========");
    else $display("===========Error===========");
    $finish;
  end
endmodule
`,
    misses: { mutant: 'assign sum = a - b;', stub: 'unknown' },
  },
  {
    mistake: '!x is x, so an unknown output is no error',
    design: PARITY,
    testbench: `module tb;
  reg clk = 0;
  reg [3:0] d = 0;
  wire odd;
  integer i, errors = 0;
  parity dut(.clk(clk), .d(d), .odd(odd));
  always #5 clk = ~clk;
  initial begin
    for (i = 0; i < 16; i = i + 1) begin
      @(negedge clk) d = i;
      @(negedge clk) if (!(odd == ^d)) errors = errors + 1;
    end
    if (errors == 0) $display("===========Your Design Passed===========");
    else $display("===========Failed===========");
    $finish;
  end
endmodule
`,
    misses: { mutant: 'always @(posedge clk) ;', stub: 'unknown' },
  },
  {
    mistake: 'rise != 0 && down != 0, where || was meant',
    design: EDGE,
    testbench: `module tb;
  reg clk = 0, rst_n = 0, a = 0;
  wire rise, down;
  integer i, errors = 0;
  edge_finder dut(.clk(clk), .rst_n(rst_n), .a(a), .rise(rise), .down(down));
  always #5 clk = ~clk;
  initial begin
    #12 if (rise != 0 && down != 0) errors = errors + 1;
    rst_n = 1;
    for (i = 0; i < 20; i = i + 1) begin
      @(negedge clk) a = i / 3;
      #10 if (rise != 0 && down != 0) errors = errors + 1;
    end
    if (errors == 0) $display("===========Your Design Passed===========");
    else $display("===========Error===========");
    $finish;
  end
endmodule
`,
    misses: { mutant: 'rise <= a | ~last;', stub: 'tie_0' },
  },
];

import { type ModuleFacts, moduleFacts } from '../../src/describe/module-facts.ts';
import { loadParser } from '../../src/verilog/parser.ts';
import { readStructure } from '../../src/verilog/structure/structure.ts';

/** A module of our own with a clock, an asynchronous reset that is active low, a state machine and a counter. */
export const TRAFFIC_LIGHT = `module traffic_light #(parameter HOLD = 4) (
  input clk,
  input rst_n,
  input car_waiting,
  input [3:0] speed,
  output reg [1:0] light,
  output [7:0] cycles
);
  localparam RED = 2'd0, GREEN = 2'd1, YELLOW = 2'd2;
  reg [1:0] state, next;
  reg [7:0] count;
  always @(posedge clk or negedge rst_n)
    if (!rst_n) state <= RED;
    else state <= next;
  always @(*) begin
    next = state;
    case (state)
      RED: if (car_waiting) next = GREEN;
      GREEN: if (!car_waiting && speed == 4'd0) next = YELLOW;
      YELLOW: next = RED;
      default: next = RED;
    endcase
  end
  always @(posedge clk or negedge rst_n)
    if (!rst_n) count <= 8'd0;
    else count <= count + 8'd1;
  always @(*) light = state;
  assign cycles = count;
endmodule
`;

/** Facts of the first module of a text. */
export async function factsOf(text: string): Promise<ModuleFacts> {
  await loadParser();
  const structure = readStructure(text)?.[0];
  if (structure === undefined) throw new Error('the text holds no module');
  return moduleFacts(structure, text);
}

import type { DesignFamily, DesignInstance, Port } from '../design-family.ts';
import { combinationalTestbench } from '../testbench/combinational-testbench.ts';
import { maximum, moduleText } from '../verilog-text.ts';

/** Magnitude comparator, signed or unsigned. */
export const comparator: DesignFamily = {
  category: 'comparator',
  complexity: 'basic',
  draw(random): DesignInstance {
    const width = random.pick([1, 2, 3, 4, 5, 8, 12, 16, 32]);
    const signed = width > 1 && random.chance(0.5);
    const seed = random.integer(1, 9999);

    const moduleName = `comparator_${signed ? 'signed' : 'unsigned'}_${width}`;
    const ports: Port[] = [
      { name: 'a', direction: 'input', width, description: 'first operand' },
      { name: 'b', direction: 'input', width, description: 'second operand' },
      { name: 'less', direction: 'output', width: 1, description: '1 when a is less than b' },
      { name: 'equal', direction: 'output', width: 1, description: '1 when a equals b' },
      { name: 'greater', direction: 'output', width: 1, description: '1 when a is greater than b' },
    ];
    const kind = signed ? "signed (two's complement)" : 'unsigned';
    const cast = (name: string) => (signed ? `$signed(${name})` : name);
    const lowest = signed ? `{1'b1, {${width - 1}{1'b0}}}` : `{${width}{1'b0}}`;
    const highest = signed ? `{1'b0, {${width - 1}{1'b1}}}` : `{${width}{1'b1}}`;
    return {
      moduleName,
      parameters: { width, signed },
      ports,
      summaries: [
        `Design a ${width}-bit ${signed ? 'signed' : 'unsigned'} magnitude comparator.`,
        `Write combinational logic that says whether a is less than, equal to or greater than b, both ${width} bit${width === 1 ? '' : 's'} wide.`,
        `Compare two ${width}-bit ${signed ? 'signed' : 'unsigned'} numbers and report the relation on three outputs.`,
      ],
      decisions: [
        `The operands are ${kind}.`,
        'The design is combinational; exactly one of less, equal and greater is 1.',
      ],
      styles: [
        {
          name: 'dataflow',
          rtl: moduleText({
            name: moduleName,
            ports,
            body: `assign less = (${cast('a')} < ${cast('b')});
assign equal = (a == b);
assign greater = (${cast('a')} > ${cast('b')});`,
          }),
        },
        {
          name: 'procedural',
          rtl: moduleText({
            name: moduleName,
            ports,
            registered: ['less', 'equal', 'greater'],
            body: `always @* begin
  less = 1'b0;
  equal = 1'b0;
  greater = 1'b0;
  if (a == b) equal = 1'b1;
  else if (${cast('a')} < ${cast('b')}) less = 1'b1;
  else greater = 1'b1;
end`,
          }),
        },
        {
          name: 'subtractor',
          rtl: moduleText({
            name: moduleName,
            ports,
            body: `wire [${width}:0] wide_a = ${signed ? `{a[${width - 1}], a}` : "{1'b0, a}"};
wire [${width}:0] wide_b = ${signed ? `{b[${width - 1}], b}` : "{1'b0, b}"};
wire [${width}:0] difference = wide_a - wide_b;

assign less = difference[${width}];
assign equal = ~(|difference);
assign greater = ~less & ~equal;`,
          }),
        },
      ],
      testbench: combinationalTestbench({
        moduleName,
        ports,
        seed,
        randomVectors: 200,
        state: `integer bit_index;
reg [${width - 1}:0] model_a;
reg [${width - 1}:0] model_b;
reg model_less;
reg model_greater;`,
        evaluate: `// Bit by bit from the top; the first difference decides.
model_a = a;
model_b = b;
${signed ? `// Turning the sign bit over maps the signed order to the unsigned one.\nmodel_a[${width - 1}] = ~a[${width - 1}];\nmodel_b[${width - 1}] = ~b[${width - 1}];\n` : ''}model_less = 1'b0;
model_greater = 1'b0;
for (bit_index = ${width - 1}; bit_index >= 0; bit_index = bit_index - 1)
  if (!model_less && !model_greater) begin
    model_less = !model_a[bit_index] && model_b[bit_index];
    model_greater = model_a[bit_index] && !model_b[bit_index];
  end`,
        expected: {
          less: 'model_less',
          equal: '!model_less && !model_greater',
          greater: 'model_greater',
        },
        corners: `a = ${lowest};
b = ${highest};
apply;
a = ${highest};
b = ${lowest};
apply;
a = 0;
b = {${width}{1'b1}};
apply;
for (i = 0; i < 8; i = i + 1) begin
  // Neighbours on both sides, and equality.
  a = i * ${Math.max(1, Math.floor(maximum(width) / 7))};
  b = a;
  apply;
  b = a + 1;
  apply;
  b = a - 1;
  apply;
end`,
      }),
    };
  },
};

import type { DesignFamily, DesignInstance, Port } from '../design-family.ts';
import { combinationalTestbench } from '../testbench/combinational-testbench.ts';
import { bitsFor, indent, literal, moduleText, range } from '../verilog-text.ts';

/** N-to-1 multiplexer; unused select values give zero. */
export const mux: DesignFamily = {
  category: 'mux',
  complexity: 'basic',
  draw(random): DesignInstance {
    const inputs = random.pick([2, 3, 4, 5, 6, 7, 8]);
    const width = random.pick([1, 2, 4, 8, 16, 32]);
    const enabled = random.chance(0.4);
    const seed = random.integer(1, 9999);

    const select = bitsFor(inputs - 1);
    const spare = 2 ** select - inputs;
    const moduleName = `mux_${inputs}to1_${width}${enabled ? '_en' : ''}`;
    const names = Array.from({ length: inputs }, (_, index) => `in${index}`);
    const ports: Port[] = [
      ...names.map(
        (name, index): Port => ({
          name,
          direction: 'input',
          width,
          description: `chosen when sel is ${index}`,
        }),
      ),
      { name: 'sel', direction: 'input', width: select, description: 'number of the chosen input' },
      ...(enabled
        ? [
            {
              name: 'en',
              direction: 'input',
              width: 1,
              description: 'output enable; y is 0 while en is 0',
            } as const,
          ]
        : []),
      { name: 'y', direction: 'output', width, description: 'chosen input' },
    ];
    const zero = literal(width, 0);
    const items = names.map((name, index) => `${literal(select, index)}: chosen = ${name};`);
    const chain = names.map((name, index) => `(sel == ${literal(select, index)}) ? ${name} :`);
    return {
      moduleName,
      parameters: { inputs, width, enable: enabled },
      ports,
      summaries: [
        `Design a ${inputs}-to-1 multiplexer for ${width}-bit data.`,
        `Write combinational logic that puts the one of ${inputs} ${width}-bit inputs on y that sel names.`,
        `Build a data selector with ${inputs} inputs of ${width} bit${width === 1 ? '' : 's'}.`,
      ],
      decisions: [
        'The design is combinational: y is the input whose number is the value of sel.',
        ...(spare > 0 ? [`For values of sel from ${inputs} up, y is 0.`] : []),
        ...(enabled ? ['While en is 0, y is 0, whatever sel is.'] : []),
      ],
      styles: [
        {
          name: 'case',
          rtl: moduleText({
            name: moduleName,
            ports,
            body: `reg ${range(width)}chosen;

always @* begin
  case (sel)
${indent(items.join('\n'), 4)}
    default: chosen = ${zero};
  endcase
end

assign y = ${enabled ? `en ? chosen : ${zero}` : 'chosen'};`,
          }),
        },
        {
          name: 'conditional_chain',
          rtl: moduleText({
            name: moduleName,
            ports,
            body: `assign y = ${enabled ? `(!en) ? ${zero} :\n  ` : ''}${chain.join('\n  ')} ${zero};`,
          }),
        },
        {
          name: 'masked_or',
          rtl: moduleText({
            name: moduleName,
            ports,
            body: `assign y = ${names
              .map((name, index) => {
                const chosen = `(sel == ${literal(select, index)})${enabled ? ' && en' : ''}`;
                return `({${width}{${chosen}}} & ${name})`;
              })
              .join('\n  | ')};`,
          }),
        },
      ],
      testbench: combinationalTestbench({
        moduleName,
        ports,
        seed,
        randomVectors: 200,
        state: `reg [${width * inputs - 1}:0] model_all;\nreg ${range(width)}model_y;`,
        evaluate: `// All inputs side by side; the chosen one is shifted to the bottom.
model_all = {${[...names].reverse().join(', ')}};
model_y = model_all >> (sel * ${width});
${spare > 0 ? `if (sel >= ${inputs}) model_y = 0;\n` : ''}${enabled ? 'if (!en) model_y = 0;' : ''}`.trimEnd(),
        expected: { y: 'model_y' },
        corners: `${enabled ? 'en = 1;\n' : ''}for (i = 0; i < ${2 ** select}; i = i + 1) begin
  // The chosen input alone is all ones, then it alone is zero.
  sel = i;
${names.map((name, index) => `  ${name} = (i == ${index}) ? {${width}{1'b1}} : 0;`).join('\n')}
  apply;
${names.map((name, index) => `  ${name} = (i == ${index}) ? 0 : {${width}{1'b1}};`).join('\n')}
  apply;
end`,
      }),
    };
  },
};

import fc from 'fast-check';

/** Words that generated modules and wrappers may use freely: none is reserved. */
export const identifier: fc.Arbitrary<string> = fc.stringMatching(/^[a-z]{1,6}_[a-z0-9]{1,3}$/);

const item: fc.Arbitrary<string> = fc.oneof(
  fc.tuple(identifier, identifier).map(([a, b]) => `  assign ${a} = ${b} ^ 1'b1;`),
  identifier.map((name) => `  // the module ${name} is described here`),
  identifier.map((name) => `  always @(*) begin\n    ${name} = 4'hf; /* endmodule */\n  end`),
  identifier.map((name) => `  localparam ${name} = "</s> module";`),
  fc.constant(''),
  fc.constant('\t`ifdef SIM\n  wire x;\n`endif'),
);

/** A module text from `module` to `endmodule`, with the traps that real ones have in comments and strings. */
export function generatedModule(
  name: fc.Arbitrary<string> = identifier,
): fc.Arbitrary<{ name: string; text: string }> {
  return fc
    .record({
      name,
      ports: fc.array(identifier, { minLength: 1, maxLength: 3 }),
      items: fc.array(item, { maxLength: 5 }),
    })
    .map((parts) => ({
      name: parts.name,
      text: [
        `module ${parts.name}(${parts.ports.map((port) => `input ${port}`).join(', ')}, output out_q);`,
        ...parts.items,
        'endmodule',
      ].join('\n'),
    }));
}

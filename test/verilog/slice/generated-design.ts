import fc from 'fast-check';

/** Registers of one clocked process, variables of one combinational process, wires. */
const REGISTERS = ['r0', 'r1', 'r2', 'r3'];
const VARIABLES = ['v0', 'v1', 'v2'];
const INPUTS = ['a', 'b', 'c', 's[0]', 's[1]'];

/**
 * Modules of random nested statements over few signals, whose outputs are all of these: what of them drives one
 * output is hard to see. Lines end in both ways, comments lie between.
 */
export const generatedDesign: fc.Arbitrary<string> = fc
  .record({
    clocked: statements(REGISTERS, [...INPUTS, ...REGISTERS, ...VARIABLES], '<=', 'i'),
    // Without a value in front, latches and loops would be the rule.
    variable: statements(VARIABLES, [...INPUTS, ...REGISTERS], '=', 'j'),
    reset: fc.boolean(),
    newline: fc.constantFrom('\n', '\r\n'),
  })
  .map(({ clocked, variable, reset, newline }) => {
    const ports = [...REGISTERS, ...VARIABLES].map((name) => `output reg ${name}`).join(', ');
    const registers = REGISTERS.map((name) => `${name} <= 0;`).join(' ');
    const body = reset
      ? `if (rst) begin ${registers} end // reset\n    else begin ${clocked} end`
      : `begin ${clocked} end`;
    return [
      `module m(input clk, rst, a, b, c, input [1:0] s, ${ports});`,
      '  integer i, j;',
      `  always @(posedge clk${reset ? ' or posedge rst' : ''}) ${body}`,
      `  always @* begin ${VARIABLES.map((name) => `${name} = 0;`).join(' ')} /* then */ ${variable} end`,
      'endmodule',
    ]
      .join('\n')
      .replaceAll('\n', newline);
  });

function statements(
  targets: readonly string[],
  values: readonly string[],
  operator: string,
  index: string,
): fc.Arbitrary<string> {
  const value = fc
    .tuple(fc.constantFrom(...values), fc.constantFrom('&', '|', '^'), fc.constantFrom(...values))
    .map(([left, sign, right]) => `${left} ${sign} ${right}`);
  const { any } = fc.letrec<{ any: string; assign: string; inner: string }>((tie) => ({
    assign: fc.oneof(
      fc.tuple(fc.constantFrom(...targets), value).map(([target, one]) => `${target} ${operator} ${one};`),
      fc
        .tuple(fc.constantFrom(...targets), fc.constantFrom(...targets), value)
        .filter(([first, second]) => first !== second)
        .map(([first, second, one]) => `{${first}, ${second}} ${operator} {${one}, 1'b1};`),
    ),
    inner: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      tie('assign'),
      fc.tuple(value, tie('inner')).map(([one, then]) => `if (${one}) ${then}`),
      fc
        .tuple(value, tie('inner'), tie('inner'))
        .map(([one, then, other]) => `if (${one}) ${then} else ${other}`),
      fc
        .array(tie('inner'), { minLength: 1, maxLength: 3 })
        .map((all) => `begin\n      ${all.join('\n      ')} end`),
      fc
        .tuple(tie('inner'), tie('inner'), fc.boolean())
        .map(
          ([one, other, last]) =>
            `case (s) 2'd0: ${one} 2'd1: ; 2'd2: ${other} ${last ? `default: ${one}` : ''} endcase`,
        ),
      fc
        .tuple(tie('inner'), tie('inner'))
        .map(([one, other]) => `casez (s) 2'b1?: ${one} 2'b?1: ${other} endcase`),
      fc
        .tuple(tie('assign'), tie('assign'), value)
        .map(
          ([one, other, when]) =>
            `for (${index} = 0; ${index} < 2; ${index} = ${index} + 1) begin ${one} if (${when}) ${other} end`,
        ),
    ),
    any: fc.array(tie('inner'), { minLength: 1, maxLength: 4 }).map((all) => all.join(' ')),
  }));
  return any;
}

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type AnswerProtocol, extractRtl } from '../../src/verilog/extract.ts';
import { generatedModule, identifier } from './generated-module.ts';

const AND = 'module and_gate(input a, b, output y);\n  assign y = a & b;\nendmodule\n';
const HEADER = 'module top_module(input a, b, output y);\n';
const TESTBENCH = 'module and_gate_tb;\n  reg a; and_gate dut(a, a, );\n  initial $finish;\nendmodule\n';

const chat = (answer: string, header?: string) =>
  extractRtl({ answer, protocol: 'chat', ...(header === undefined ? {} : { header }) });
const completion = (answer: string) => extractRtl({ answer, protocol: 'completion', header: HEADER });

describe('chat answers', () => {
  test.each([
    ['bare', AND],
    ['fence', `Here it is:\n\n\`\`\`verilog\n${AND}\`\`\`\nThis module ands.`],
    ['unclosed fence', `Sure, a module.\n\`\`\`systemverilog\n${AND}`],
    ['fence without a language', `\`\`\`\n${AND}\`\`\``],
    [
      'thought with a draft',
      `<think>\n\`\`\`verilog\nmodule and_gate(); endmodule\n\`\`\`\n</think>\n\`\`\`verilog\n${AND}\`\`\``,
    ],
    ['thought whose opening tag the template holds', `try module x(a); endmodule\n</think>\n${AND}`],
    ['answer tag', `<think>hm</think>\n<answer>\n\`\`\`verilog\n${AND}\`\`\`\n</answer>`],
    ['special tokens', `<s>[INST] ${AND}</s>`],
    [
      'another turn behind the end token',
      `${AND}<|im_end|>\n<|im_start|>user\nmodule other(input x); endmodule`,
    ],
    [
      'prompt turn before',
      `<|im_start|>user\nWrite an and gate.<|im_end|>\n<|im_start|>assistant\n${AND}<|im_end|>`,
    ],
    ['byte order mark', `\ufeff${AND}`],
    ['code on the fence line', `\`\`\`verilog ${AND}\`\`\``],
    ['code on the fence line, no language', `\`\`\`${AND}\`\`\``],
    ['prose around', `The module (an and gate) is:\n\n${AND}\nThe module works since y = a & b; enjoy.`],
    [
      'an example of use behind it',
      `\`\`\`verilog\n${AND}\`\`\`\nUse:\n\`\`\`verilog\nand_gate u(.a(x), .b(z), .y(w));\n\`\`\``,
    ],
    ['a shell fence', `\`\`\`bash\niverilog and.v\n\`\`\`\n\`\`\`verilog\n${AND}\`\`\``],
    [
      'superseded draft',
      `\`\`\`verilog\nmodule and_gate(input a); endmodule\n\`\`\`\nFixed:\n\`\`\`verilog\n${AND}\`\`\``,
    ],
    [
      'draft, then truncated again',
      `\`\`\`verilog\n${AND}\`\`\`\nAgain:\n\`\`\`verilog\nmodule and_gate(input a);\n assign`,
    ],
    ['testbench in its own fence', `\`\`\`verilog\n${AND}\`\`\`\nTest:\n\`\`\`verilog\n${TESTBENCH}\`\`\``],
    ['a draft without a fence', `${AND.replace('&', '|')}\nWait, that is an or. Corrected:\n\n${AND}`],
    ['the same module twice', `${AND}\n${AND}`],
    ['testbench in the same fence', `\`\`\`verilog\n${AND}\n${TESTBENCH}\`\`\``],
    ['JSON', JSON.stringify({ name: 'and', code: AND, ok: true })],
    ['one line with escaped line ends', AND.replaceAll('\n', '\\n')],
  ])('%s', (_name, answer) => {
    const extraction = chat(answer);
    expect(extraction.form).toBe('whole');
    expect(extraction.rtl?.trim()).toBe(AND.trim());
  });

  test('line ends stay as they are written', () => {
    const crlf = AND.replaceAll('\n', '\r\n');
    expect(chat(`Text:\r\n\`\`\`verilog\r\n${crlf}\`\`\`\r\n`).rtl).toBe(crlf);
  });

  test('several modules stay in their order, and directives with them', () => {
    const first =
      '`timescale 1ns/1ps\n// inverter\nmodule inv(input a, output y);\n  assign y = ~a;\nendmodule\n';
    expect(chat(`First:\n\`\`\`verilog\n${first}\`\`\`\nthen\n\`\`\`verilog\n${AND}\`\`\``).rtl).toBe(
      first + AND,
    );
    expect(chat(`I wrote:\n${first}${AND}Bye.`).rtl).toBe(first + AND);
  });

  test('a package before a module stays', () => {
    const text = `package p;\n  typedef logic [1:0] t;\nendpackage\nimport p::*;\n${AND}`;
    expect(chat(text).rtl).toBe(text);
  });

  test('a body continues the open header, in a fence or between prose', () => {
    const body = '  assign y = a & b;\nendmodule\n';
    expect(chat(`\`\`\`verilog\n${body}\`\`\``, HEADER)).toMatchObject({
      form: 'continued',
      rtl: HEADER + body,
    });
    expect(chat(`The body:\n${body}That is all.`, HEADER).rtl).toBe(HEADER + body);
    expect(chat(`\`\`\`verilog\n${body}\`\`\``, `Complete this:\n${HEADER}`).rtl).toBe(HEADER + body);
    expect(chat(body, HEADER.trimEnd()).rtl).toBe(HEADER + body);
  });

  test('a head without a name is left for the compiler to refuse', () => {
    const answer = 'module (\n input a\n);\nassign y = a;\nendmodule\n';
    expect(chat(answer, HEADER).rtl).toBe(HEADER + answer);
  });

  test('a module without its end is returned with a note', () => {
    const extraction = chat('```verilog\nmodule m(input a, output y);\n  assign y = ');
    expect(extraction.rtl).toContain('assign y =');
    expect(extraction.notes[0]).toMatch(/^truncated_answer: module m/);
  });

  test.each([
    ['', 'empty_answer'],
    [' \n', 'empty_answer'],
    ['<think>done</think>', 'empty_answer'],
    ['<think>I would begin with a module that', 'truncated_answer'],
    ['I cannot design this module (it is too large); please ask an engineer.', 'prose_only'],
    ['Use:\n```verilog\nassign y = a & b;\n```', 'no_module'],
    ['```bash\npip install -r requirements.txt\n```', 'prose_only'],
  ])('%j gives no RTL: %s', (answer, cause) => {
    expect(chat(answer)).toMatchObject({ rtl: null, form: 'none', failure: { stage: 'extract', cause } });
  });

  test('cuts say what was removed, where', () => {
    const answer = `<think>no</think>\n\`\`\`verilog\n${AND}${TESTBENCH}\`\`\`\nBye.`;
    const { cuts } = chat(answer);
    const text = (kind: string) =>
      cuts.filter((cut) => cut.kind === kind).map((cut) => answer.slice(cut.start, cut.end));
    expect(text('thought')).toEqual(['<think>no</think>']);
    expect(text('fence')).toEqual(['```verilog\n', '```']);
    expect(text('testbench').join('')).toBe(TESTBENCH.trimEnd());
    expect(text('prose').join('')).toContain('Bye.');
  });
});

describe('completions are read as the benchmark reads them', () => {
  test('a body continues the header verbatim', () => {
    expect(completion('  assign y = a;\nendmodule\nNote: done').rtl).toBe(
      `${HEADER}  assign y = a;\nendmodule\nNote: done`,
    );
  });

  test('`module` in a comment does not make an answer stand alone', () => {
    expect(completion('// This module always drives 0.\nendmodule').form).toBe('continued');
    expect(completion('module top_module(input a); endmodule').form).toBe('whole');
  });

  test('closed fences are opened, unclosed ones are graded as they stand', () => {
    expect(completion('Answer:\n```verilog\nassign y = a;\nendmodule\n```\nBye').rtl).toBe(
      `${HEADER}assign y = a;\nendmodule\n`,
    );
    const unclosed = 'and end with:\n```verilog\nassign y = a;\nendmodule\n';
    expect(completion(unclosed).rtl).toBe(HEADER + unclosed);
    expect(completion('```verilog\nendmodule').rtl).toBe(`${HEADER}\`\`\`verilog\nendmodule`);
  });

  test('prose around a whole module is cut, unless the answer begins with Verilog', () => {
    expect(completion(`Do not use loops.\n${AND}`).rtl).toBe(AND);
    const literal = `module (an and gate) for y.\n${AND}`;
    expect(completion(literal).rtl).toBe(literal);
  });

  test('prose alone, and nothing, are still what the benchmark compiles', () => {
    expect(completion('I do not know.')).toMatchObject({ form: 'continued', rtl: `${HEADER}I do not know.` });
    expect(completion('')).toMatchObject({ form: 'continued', rtl: HEADER });
  });
});

test('a file is taken as it stands', () => {
  const file = '\ufeff```\nmodule m; endmodule // <think>';
  expect(extractRtl({ answer: file, protocol: 'code' })).toMatchObject({ form: 'file', rtl: file.slice(1) });
});

describe('properties', () => {
  const prose = fc
    .array(
      fc.constantFrom(
        'Here is the module',
        "it's done",
        'The output (q) follows: a, b',
        '- a point',
        '',
        '**Note**',
      ),
      { maxLength: 3 },
    )
    .map((lines) => lines.map((line) => `${line}\n`).join(''));
  type Wrap = (text: string) => string;
  const fence = fc
    .record({
      before: prose,
      after: prose,
      language: fc.constantFrom('verilog', 'systemverilog', 'sv', 'v', ''),
    })
    .map(
      ({ before, after, language }): Wrap =>
        (text) =>
          `${before}\`\`\`${language}\n${text}\n\`\`\`\n${after}`,
    );
  const around = fc.tuple(prose, prose).map(
    ([before, after]): Wrap =>
      (text) =>
        `${before}${text}\n${after}`,
  );
  const thought = prose.map(
    (inner): Wrap =>
      (text) =>
        `<think>\n${inner}module draft(input a); endmodule\n</think>\n${text}`,
  );
  const answerTag: Wrap = (text) => `<answer>\n${text}\n</answer>`;
  const tokens = fc
    .constantFrom<[string, string]>(
      ['<s> ', '</s>'],
      ['[INST] [/INST]', ''],
      ['<|im_start|>assistant\n', '<|im_end|>'],
      ['', '<|endoftext|>'],
    )
    .map(
      ([open, close]): Wrap =>
        (text) =>
          open + text + close,
    );
  const bom: Wrap = (text) => `\ufeff${text}`;
  const optional = (wrap: fc.Arbitrary<Wrap>) => fc.option(wrap, { nil: (text: string) => text });
  const wrapping = fc
    .tuple(
      optional(fc.oneof(fence, around)),
      optional(fc.constant(answerTag)),
      optional(thought),
      optional(tokens),
      optional(fc.constant(bom)),
    )
    .map(
      (wraps): Wrap =>
        (text) =>
          wraps.reduce((inner, wrap) => wrap(inner), text),
    );

  test('a module comes back byte for byte from any combination of wrappings', () => {
    fc.assert(
      fc.property(generatedModule(), wrapping, (module, wrap) => {
        const extraction = extractRtl({ answer: wrap(module.text), protocol: 'chat' });
        expect(extraction.rtl?.trim()).toBe(module.text);
      }),
      { numRuns: 400 },
    );
  });

  test('what is kept and what is cut make up the answer', () => {
    fc.assert(
      fc.property(generatedModule(), wrapping, (module, wrap) => {
        const answer = wrap(module.text);
        const { rtl, cuts } = extractRtl({ answer, protocol: 'chat' });
        const cutLength = cuts.reduce((sum, cut) => sum + cut.end - cut.start, 0);
        expect((rtl?.length ?? 0) + cutLength).toBe(answer.length);
      }),
    );
  });

  test('no text makes it throw', () => {
    const piece = fc.constantFrom(
      '```',
      '<think>',
      '</think>',
      '<answer>',
      '</s>',
      'module m;',
      'endmodule',
      '\n',
      '\\n',
      '"',
      '(*',
      '/*',
      ' ',
      '~~~sv',
    );
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(fc.oneof(piece, identifier)).map((parts) => parts.join('')),
    );
    const protocol = fc.constantFrom<AnswerProtocol>('chat', 'completion', 'code');
    fc.assert(
      fc.property(text, protocol, fc.option(fc.constant(HEADER), { nil: '' }), (answer, how, header) => {
        const extraction = extractRtl({ answer, protocol: how, header });
        // With a header the benchmark compiles an answer without code as well.
        const graded = how === 'completion' && header !== '' && extraction.rtl !== null;
        if (!graded) expect(extraction.rtl === null).toBe(extraction.failure !== undefined);
        expect(extraction.failure?.stage ?? 'extract').toBe('extract');
      }),
      { numRuns: 500 },
    );
  });
});

test('two definitions under `ifdef are one design', () => {
  const text = `\`ifdef FAST\n${AND}\`else\n${AND.replace('&', '|')}\`endif\n`;
  expect(chat(text).rtl).toBe(text);
});

test('a testbench in a fence of its own is no part of a graded completion', () => {
  const answer = `Design:\n\`\`\`verilog\n${AND}\`\`\`\nTest:\n\`\`\`verilog\n${TESTBENCH}\`\`\`\n`;
  expect(completion(answer).rtl?.trim()).toBe(AND.trim());
  // Without fences the benchmark compiles what came back, byte for byte.
  expect(completion(`${AND}\n${TESTBENCH}`).rtl).toBe(`${AND}\n${TESTBENCH}`);
});

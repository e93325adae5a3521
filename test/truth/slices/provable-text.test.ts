import { expect, test } from 'vitest';
import { provableText } from '../../../src/truth/slices/provable-text.ts';

const rewritten = (text: string) => {
  const { assumptions, rewrite } = provableText([{ name: 'm.sv', text }]);
  const [file] = rewrite([{ name: 'm.sv', text }]);
  expect(file!.text).toHaveLength(text.length);
  return { assumptions, text: file!.text };
};

test('casts to types of a known width become casts to bits', () => {
  const { text, assumptions } = rewritten(
    "typedef enum logic [3:0] {A, B} States; s = States'(x); t = OtherStates'(y);",
  );
  expect(text).toContain("s =      4'(x); t = OtherStates'(y);");
  expect(assumptions).toEqual(['a cast to States is one to 4 bits']);
  expect(rewritten("typedef logic [127:0] T; s = T'(x);").assumptions).toEqual([]);
});

test('messages become empty statements, functions and strings stay', () => {
  const { text } = rewritten(
    'if (a) $display("(%y;", f(x)); else $finish; y = $clog2(4); s = "$stop;"; $error\n;',
  );
  expect(text.replace(/ +/g, ' ')).toBe('if (a) ; else ; y = $clog2(4); s = "$stop;"; \n;');
});

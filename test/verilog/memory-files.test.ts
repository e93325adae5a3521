import { expect, test } from 'vitest';
import { withoutMemoryFiles } from '../../src/verilog/memory-files.ts';

test('calls that fill memories go, their semicolons and all places stay', () => {
  const text = `module m; reg [7:0] a [0:3];
  initial if (FILE != "") $readmemh({PATH, "/", FILE}, a, 0,
    (3)); else begin $readmemb("b.bin", a); $display("$readmemh(1)"); end // $readmemh(c)
endmodule`;
  const plain = withoutMemoryFiles(text);
  expect(plain.length).toBe(text.length);
  expect(plain.replace(/ +/g, ' ')).toBe(`module m; reg [7:0] a [0:3];
 initial if (FILE != "") \n ; else begin ; $display("$readmemh(1)"); end // $readmemh(c)
endmodule`);
});

test('a call without its end is left', () => {
  const text = 'initial $readmemh("a", m';
  expect(withoutMemoryFiles(text)).toBe(text);
});

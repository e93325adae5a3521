import type { DesignInterface } from './design-interface.ts';
import type { HarnessNames } from './harness-names.ts';
import { written } from './harness-names.ts';
import { range } from './verilog-value.ts';

/**
 * Functions that fold outputs wider than 32 bits into 32 by XOR of their words. A checksum rotates by one bit and
 * takes the folded sample in by XOR, so one wrong sample always changes it.
 */
export function checksumFunctions(design: DesignInterface, names: HarnessNames): string {
  const widths = [...new Set(design.outputs.map((output) => output.bits).filter((bits) => bits > 32))];
  return widths.map((bits) => foldFunction(bits, names)).join('\n\n');
}

/** Statements that take the outputs as they are into the checksums, one variable an output. */
export function checksumUpdate(
  design: DesignInterface,
  names: HarnessNames,
  sums: readonly string[],
  netOf: (output: string) => string = written,
): string {
  return design.outputs
    .map(({ name, bits }, at) => {
      const value = bits > 32 ? `${names(`fold_${bits}`)}(${netOf(name)})` : netOf(name);
      return `${sums[at]} = {${sums[at]}[30:0], ${sums[at]}[31]} ^ ${value};`;
    })
    .join('\n');
}

function foldFunction(bits: number, names: HarnessNames): string {
  const name = names(`fold_${bits}`);
  const words = Array.from({ length: Math.ceil(bits / 32) }, (_, word) => {
    const top = Math.min(bits, 32 * word + 32) - 1;
    return `value[${top}:${32 * word}]`;
  });
  return `function [31:0] ${name};
  input ${range(bits)}value;
  ${name} = ${words.join(' ^ ')};
endfunction`;
}

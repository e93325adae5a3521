import type { SourceFile } from '../../eda/simulator.ts';

const TYPEDEF =
  /\btypedef\s+(?:enum\s+)?(?:logic|reg|bit)\s*\[\s*(\d+)\s*:\s*0\s*\]\s*(?:\{[^{}]*\}\s*)?(\w+)\s*;/g;

/** Casts to types of a known width, written as casts to that many bits, which Yosys can read. Lengths stay. */
export interface SizedCasts {
  /** What is taken for granted by that. */
  assumptions: string[];
  rewrite(files: readonly SourceFile[]): SourceFile[];
}

/** Finds the types of a design that casts name. */
export function sizedCasts(files: readonly SourceFile[]): SizedCasts {
  const texts = files.map(({ text }) => text).join('\n');
  const cast: { name: string; bits: number }[] = [...texts.matchAll(TYPEDEF)].flatMap(([, high, name]) => {
    const bits = Number(high) + 1;
    const isUsed = new RegExp(`\\b${name}'\\(`).test(texts);
    return isUsed && String(bits).length <= name!.length ? [{ name: name!, bits }] : [];
  });
  return {
    assumptions: cast.map(({ name, bits }) => `a cast to ${name} is one to ${bits} bits`),
    rewrite: (sources) => sources.map((file) => ({ ...file, text: cast.reduce(rewriteOne, file.text) })),
  };
}

function rewriteOne(text: string, { name, bits }: { name: string; bits: number }): string {
  return text.replace(new RegExp(`\\b${name}'(?=\\()`, 'g'), `${String(bits).padStart(name.length)}'`);
}

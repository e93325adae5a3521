import type { SourceFile } from './simulation-job.ts';

/** Sources under names that the simulator takes. */
export interface PlainSources {
  design: SourceFile[];
  testbench: SourceFile[];
  /** From those names back to the recorded ones. */
  recordedNames: ReadonlyMap<string, string>;
}

/** Characters of a plain name, its number and its ending left out. */
const LONGEST_STEM = 100;

/**
 * Recorded names are foreign text: they hold folders (`rtl/top.sv`), blanks, anything, and design and testbench may
 * use one name. A simulation has one flat folder, so each file gets the plain end of its name, numbered where taken.
 */
export function plainSources(design: readonly SourceFile[], testbench: readonly SourceFile[]): PlainSources {
  const recordedNames = new Map<string, string>();
  const rename = ({ name, text }: SourceFile): SourceFile => {
    const plain = firstFree(name, recordedNames);
    recordedNames.set(plain, name);
    return { name: plain, text };
  };
  return { design: design.map(rename), testbench: testbench.map(rename), recordedNames };
}

function firstFree(recorded: string, taken: ReadonlyMap<string, string>): string {
  const base = recorded.slice(recorded.lastIndexOf('/') + 1).replace(/[^A-Za-z0-9_.+-]/g, '_');
  const ending = /\.(?:vh|svh|h|inc|v|sv)$/i.exec(base)?.[0] ?? '';
  const stem = base.slice(0, base.length - ending.length).slice(0, LONGEST_STEM);
  for (let number = 1; ; number += 1) {
    const plain = `${/^[A-Za-z0-9_]/.test(stem) ? '' : '_'}${stem}${number === 1 ? '' : `_${number}`}${ending || '.v'}`;
    // pp.v is the simulator's own.
    if (!taken.has(plain) && plain !== 'pp.v') return plain;
  }
}

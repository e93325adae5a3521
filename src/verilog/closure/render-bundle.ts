import type { BundlePart } from './bundle-source.ts';
import type { Candidate } from './candidates.ts';
import { portStubs } from './port-stub.ts';
import type { ClosurePart } from './select-closure.ts';

/** Texts behind a candidate. */
export interface CandidateTexts {
  /** The file as it is stored. */
  raw: (path: string) => string;
  /** The file with its includes put in, as the candidate's environment reads it. */
  expanded: (path: string) => string;
}

/** A candidate as files in compile order. Undefined when its stubs cannot be inferred. */
export function renderCandidate(candidate: Candidate, texts: CandidateTexts): BundlePart[] | undefined {
  const { way, parts, environment, stubs, missing } = candidate;
  if (way === 'alone') {
    const { path } = parts[0]!.file;
    return [{ name: path, text: texts.raw(path) }];
  }
  const { written } = environment;
  const files = parts.map((part) =>
    renderPart(part, texts.expanded(part.file.path), way === 'verilog_names'),
  );
  const inferred = stubs
    ? portStubs(
        files.map((file) => file.text),
        missing,
      )
    : '';
  if (stubs && inferred === '') return undefined;
  return [
    ...(written === undefined ? [] : [{ name: 'quarry_defines.v', text: `\`define ${written}\n` }]),
    ...(inferred === '' ? [] : [{ name: 'quarry_stubs.v', text: `${STUB_COMMENT}${inferred}` }]),
    ...files,
  ];
}

const STUB_COMMENT =
  '// Stubs: nothing defines these modules; ports are inferred from how they are instantiated.\n';

/** One file of a closure without the units that are cut. */
function renderPart({ file, cut }: ClosurePart, expanded: string, verilogNames: boolean): BundlePart {
  let text = expanded;
  for (const at of [...cut].reverse()) {
    const { start, end } = file.units[at]!;
    text = text.slice(0, start) + text.slice(end);
  }
  const wrapped = verilogNames && /\.v$/i.test(file.path) && file.usesReservedNames;
  return { name: file.path, text: wrapped ? withVerilogNames(text) : text };
}

function withVerilogNames(text: string): string {
  return `\`begin_keywords "1364-2005"\n${text}${text.endsWith('\n') ? '' : '\n'}\`end_keywords\n`;
}

import { keyHash } from '../../core/content-hash.ts';
import { type BundlePart, bundleSource } from '../../verilog/closure/bundle-source.ts';
import type { Candidate } from '../../verilog/closure/candidates.ts';
import type { FrontEnd } from '../../verilog/closure/front-end.ts';
import type { Elaboration } from './front-ends.ts';
import { LIMIT_CAUSES } from './verilator-cause.ts';

/** One try, as it is recorded. */
interface Try {
  way: Candidate['way'];
  front_end: FrontEnd;
  stubs: boolean;
  cause: string | null;
  message: string | null;
}

/** What trying the candidates of a unit came to. */
export interface Trial {
  /** The first candidate that compiles and its parts; undefined when none does. */
  chosen: { candidate: Candidate; parts: BundlePart[] } | undefined;
  /** Whether a front end took the file alone. */
  compilesAlone: boolean;
  /** Why the closure does not compile; null when something does. */
  cause: string | null;
  message: string | null;
  tries: Try[];
}

export type Elaborate = (frontEnd: FrontEnd, source: string) => Promise<Elaboration>;
/** The parts of a candidate; undefined when it cannot be made (stubs that cannot be inferred). */
export type Render = (candidate: Candidate) => Promise<BundlePart[] | undefined>;

/**
 * Tries the candidates in order until one compiles; each distinct source of a front end once. Where a front end met
 * a limit, its other candidates are not tried: a row costs its limit and no more.
 * @param file text of the unit's own file, to know whether that compiles by itself
 */
export async function tryCandidates(
  candidates: Iterable<Candidate>,
  file: string,
  render: Render,
  elaborate: Elaborate,
): Promise<Trial> {
  const tries: Try[] = [];
  const seen = new Set<string>();
  const ended = new Set<FrontEnd>();
  for (const candidate of candidates) {
    if (ended.has(candidate.frontEnd)) continue;
    const parts = await render(candidate);
    if (parts === undefined) continue;
    const source = bundleSource(parts);
    const name = keyHash(candidate.frontEnd, source);
    if (seen.has(name)) continue;
    seen.add(name);
    const { compiles, cause, message } = await elaborate(candidate.frontEnd, source);
    tries.push({ way: candidate.way, front_end: candidate.frontEnd, stubs: candidate.stubs, cause, message });
    if (LIMIT_CAUSES.has(cause ?? '')) ended.add(candidate.frontEnd);
    if (!compiles) continue;
    const compilesAlone = (await elaborate(candidate.frontEnd, file)).compiles;
    return { chosen: { candidate, parts }, compilesAlone, cause: null, message: null, tries };
  }
  return { chosen: undefined, compilesAlone: false, ...tellingFailure(tries), tries };
}

/** What Icarus says where it lacks a construct, which tells little of the source. */
const VAGUE: ReadonlySet<string> = new Set([
  'syntax_error',
  'unsupported_construct',
  'bad_directive',
  'tool_crash',
  'unknown',
]);

/** Why the closure does not compile, as Icarus says it, or as Verilator does where Icarus only lacks a construct. */
function tellingFailure(tries: readonly Try[]): { cause: string; message: string | null } {
  const ofFrontEnd = (frontEnd: FrontEnd): Try | undefined => {
    const own = tries.filter((one) => one.front_end === frontEnd);
    return own.findLast((one) => one.way === 'closure') ?? own[0];
  };
  const icarus = ofFrontEnd('iverilog');
  const isVague = icarus === undefined || VAGUE.has(icarus.cause ?? '');
  const telling = (isVague ? ofFrontEnd('verilator') : icarus) ?? icarus;
  return { cause: telling?.cause ?? 'no_module', message: telling?.message ?? null };
}

import type { ModuleFacts, ResetFact } from '../module-facts.ts';
import type { DescriptionFault } from './description-fault.ts';

const POLARITY = /\bactive[\s-]+(low|high)\b|\b(low|high)[\s-]+active\b|\basserted\s+(low|high)\b/gi;
const KIND = /\b(a)?synchronous(?:ly)?\b/gi;
const EDGE = /\b(rising|positive|falling|negative)[\s-]+(?:clock[\s-]+)?edges?\b|\b(pos|neg)edge\b/gi;
/** Characters around a claim in which what it speaks of must stand. */
const REACH = 60;

/** Polarity and kind of resets and edges of clocks that a text claims, against those that the module has. */
export function checkClocking(text: string, facts: ModuleFacts): DescriptionFault[] {
  // What stands behind a semicolon speaks of something else.
  return text
    .split(';')
    .flatMap((clause) => [
      ...checkPolarity(clause, facts),
      ...checkKind(clause, facts),
      ...checkEdges(clause, facts),
    ]);
}

function checkPolarity(text: string, facts: ModuleFacts): DescriptionFault[] {
  return [...text.matchAll(POLARITY)].flatMap((match) => {
    const claimed = (match[1] ?? match[2] ?? match[3])!.toLowerCase();
    const reset = resetOfClaim(text, match, facts);
    if (reset === undefined || alike(reset, facts).some(({ polarity }) => polarity === claimed)) return [];
    return [fault('reset_polarity', `${reset.signal} is active ${reset.polarity}`, around(text, match))];
  });
}

function checkKind(text: string, facts: ModuleFacts): DescriptionFault[] {
  return [...text.matchAll(KIND)].flatMap((match) => {
    const reset = resetOfClaim(text, match, facts);
    const synchronous = match[1] === undefined;
    if (reset === undefined || alike(reset, facts).some((one) => one.synchronous === synchronous)) return [];
    const kind = reset.synchronous ? 'synchronous' : 'asynchronous';
    return [fault('reset_kind', `${reset.signal} resets ${kind}ly`, around(text, match))];
  });
}

function checkEdges(text: string, facts: ModuleFacts): DescriptionFault[] {
  const edges = new Set(facts.clocks.map(({ edge }) => edge));
  if (edges.size !== 1) return [];
  return [...text.matchAll(EDGE)].flatMap((match) => {
    const word = (match[1] ?? match[2])!.toLowerCase();
    const claimed = word.startsWith('r') || word.startsWith('pos') ? 'posedge' : 'negedge';
    if (edges.has(claimed) || !speaksOfClock(text, match, facts)) return [];
    return [fault('clock_edge', `the clock's edge is ${[...edges][0]}`, around(text, match))];
  });
}

/** A signal may reset some registers at once and others at the clock: any of its ways makes a claim true. */
function alike({ signal }: ResetFact, { resets }: ModuleFacts): ResetFact[] {
  return resets.filter((reset) => reset.signal === signal);
}

/** The reset that a claim speaks of: the named one nearest to it, or the only one when the word stands near. */
function resetOfClaim(text: string, match: RegExpMatchArray, facts: ModuleFacts): ResetFact | undefined {
  const [from, to] = [match.index!, match.index! + match[0].length];
  const near = text.slice(Math.max(0, from - REACH), to + REACH);
  const follower = nameBehind(text.slice(to), facts);
  if (follower !== undefined) return facts.resets.find(({ signal }) => signal === follower);
  const named = facts.resets
    .map((reset) => ({ reset, distance: distanceTo(text, reset.signal, from, to) }))
    .filter(({ distance }) => distance <= REACH)
    .sort((a, b) => a.distance - b.distance)[0];
  const other = facts.ports
    .filter(({ name }) => !facts.resets.some(({ signal }) => signal === name) && name.length > 1)
    .map(({ name }) => distanceTo(text, name, from, to));
  if (named !== undefined && named.distance <= Math.min(REACH, ...other)) return named.reset;
  // Another signal stands nearer, or none is named: only a reset in words right at the claim is meant.
  const atClaim = text.slice(Math.max(0, from - 25), to + 25);
  const alone =
    facts.resets.length === 1 && /\bresets?\b/i.test(Math.min(Infinity, ...other) <= REACH ? atClaim : near);
  return alone ? facts.resets[0] : undefined;
}

/** The first port named behind a claim and before the next comma: `synchronous active high signals load` speaks of load. */
function nameBehind(after: string, facts: ModuleFacts): string | undefined {
  const phrase = /^[^,.;:()]{0,40}/.exec(after)?.[0] ?? '';
  const words = phrase.match(/\\?[A-Za-z_][\w$]*/g) ?? [];
  return words.find((word) => word.length > 1 && facts.ports.some(({ name }) => name === word));
}

function distanceTo(text: string, name: string, from: number, to: number): number {
  const places = [
    ...text.matchAll(new RegExp(`(?<![\\w$])${name.replace(/[\\$]/g, '\\$&')}(?![\\w$])`, 'g')),
  ];
  const distances = places.map(({ index }) =>
    index >= to ? index - to : Math.max(0, from - index - name.length),
  );
  return Math.min(Number.POSITIVE_INFINITY, ...distances);
}

/** `rising edge of clk`, `clock's rising edge`: an edge of another signal (edge detectors, resets) is no claim of it. */
function speaksOfClock(text: string, match: RegExpMatchArray, facts: ModuleFacts): boolean {
  if (/clock/i.test(match[0])) return true;
  const after = text.slice(match.index! + match[0].length, match.index! + match[0].length + 30);
  const before = text.slice(Math.max(0, match.index! - 20), match.index!);
  const names = facts.clocks.map(({ signal }) => signal.replace(/[\\$]/g, '\\$&'));
  const clock = new RegExp(`(?<![\\w$])(?:clock|${names.join('|')})(?![\\w$])`, 'i');
  const behind = /[A-Za-z_][\w$]*/.exec(
    after.replace(/^\W*(?:(?:of|on|at|the|its|each|every|a|signal)\W+)*/i, ''),
  )?.[0];
  if (behind !== undefined && facts.widths.has(behind)) return clock.test(behind);
  return clock.test(after) || clock.test(before);
}

function around(text: string, match: RegExpMatchArray): string {
  return text.slice(Math.max(0, match.index! - 30), match.index! + match[0].length + 30).trim();
}

function fault(check: DescriptionFault['check'], reason: string, excerpt: string): DescriptionFault {
  return { check, weight: 'false', reason, excerpt };
}

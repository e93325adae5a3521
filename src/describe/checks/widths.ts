import type { ModuleFacts } from '../module-facts.ts';
import type { DescriptionFault } from './description-fault.ts';
import { NUMBER, numberValue, type Sentence } from './sentences.ts';

const WIDTH = new RegExp(`\\b(${NUMBER})(?:-|\\s)bits?\\b(?:\\s|-)?(?:wide|width|vector|bus)?`, 'gi');
/** Words between a width and its name: `8-bit input data bus named x`. */
const REACH = 6;

/** Widths that a text claims of signals, and of anything at all, against the widths that the module has. */
export function checkWidths({ text }: Sentence, facts: ModuleFacts): DescriptionFault[] {
  const claims = [...text.matchAll(WIDTH)];
  const faults = claims.flatMap((match, index) => {
    const after = text.slice(match.index + match[0].length, claims[index + 1]?.index ?? text.length);
    const before = text.slice(
      index === 0 ? 0 : claims[index - 1]!.index + claims[index - 1]![0].length,
      match.index,
    );
    return checkClaim(numberValue(match[1]!), match[0], before, after, facts);
  });
  return [...faults, ...checkRanges(text, facts)];
}

function checkClaim(
  bits: number,
  claim: string,
  before: string,
  after: string,
  facts: ModuleFacts,
): DescriptionFault[] {
  const isNoun = /bits/i.test(claim);
  const subjects = isNoun
    ? [...lastName(before, facts), ...(lastName(before, facts).length === 0 ? firstNames(after, facts) : [])]
    : [
        ...firstNames(after, facts),
        ...(firstNames(after, facts).length === 0 ? lastName(before, facts) : []),
      ];
  const wrong = subjects.filter((name) => facts.widths.has(name) && facts.widths.get(name) !== bits);
  const known = subjects.some((name) => facts.widths.has(name));
  if (wrong.length > 0) {
    // `q` in "the lower 4 bits of `q`" is no claim about all of `q`.
    if (
      /\b(?:lower|upper|low|high|least|most|first|last|top|bottom|each|per|remaining|other)\b[^.]*$/i.test(
        before,
      )
    )
      return [];
    return wrong.map((name) => fault(`${name} has ${facts.widths.get(name)} bits, not ${bits}`, claim));
  }
  if (known || bits <= 1 || occurs(bits, facts)) return [];
  return [fault(`nothing in the module has ${bits} bits`, claim)];
}

/** Names that a width in front of them speaks of: the first within reach, and those joined to it. */
function firstNames(after: string, facts: ModuleFacts): string[] {
  const words = after.match(/\\?[A-Za-z_][\w$]*|\d+|[^\s\w`"'[\]:]/g) ?? [];
  const start = words.findIndex(
    (word, index) => index < REACH && facts.widths.has(word) && !isArticle(word, facts),
  );
  if (start === -1 || words.slice(0, start).some((word) => /^[.;]$/.test(word))) return [];
  const names = [words[start]!];
  for (let index = start + 1; index < words.length; index += 1) {
    const word = words[index]!;
    if (facts.widths.has(word)) names.push(word);
    else if (!/^(?:,|and|or|&)$/.test(word)) break;
  }
  return names;
}

/** `a` alone is an article more often than a port, unless it stands in marks. */
function isArticle(word: string, facts: ModuleFacts): boolean {
  return word === 'a' && !facts.ports.some(({ name }) => name === 'b');
}

function lastName(before: string, facts: ModuleFacts): string[] {
  const words = before.match(/\\?[A-Za-z_][\w$]*|\d+|[^\s\w`"']/g) ?? [];
  const near = words.slice(-REACH);
  for (let index = near.length - 1; index >= 0; index -= 1) {
    if (/^[.;,]$/.test(near[index]!)) return [];
    if (facts.widths.has(near[index]!) && !isArticle(near[index]!, facts)) return [near[index]!];
  }
  return [];
}

/** Whether any signal, memory, parameter or literal of the module is so wide or so large. */
function occurs(bits: number, facts: ModuleFacts): boolean {
  const widths = [...facts.widths.values(), ...facts.memories.map(({ width }) => width)];
  return (
    widths.includes(bits) ||
    sumOfPorts(facts, 'input') === bits ||
    sumOfPorts(facts, 'output') === bits ||
    facts.parameters.some(({ value }) => Number(value) === bits) ||
    new RegExp(`\\b${bits}'|\\[\\s*${bits - 1}\\s*:|:\\s*${bits - 1}\\s*\\]|\\b${bits}\\b`).test(facts.source)
  );
}

function sumOfPorts(facts: ModuleFacts, direction: string): number {
  return facts.ports
    .filter((port) => port.direction === direction)
    .reduce((sum, { bits }) => sum + (bits ?? 0), 0);
}

/** `data[15:0]`: a place beyond the signal's width, or a declaration with another range. */
function checkRanges(text: string, facts: ModuleFacts): DescriptionFault[] {
  return [...text.matchAll(/\b([A-Za-z_][\w$]*)`?\s?\[\s*(\d+)\s*:\s*(\d+)\s*\]/g)].flatMap(
    ([claim, name, left, right]) => {
      const bits = facts.widths.get(name!);
      const port = facts.ports.find((candidate) => candidate.name === name);
      if (bits === undefined || port === undefined) return [];
      const [high, low] = [Math.max(Number(left), Number(right)), Math.min(Number(left), Number(right))];
      const offset = Number(/:\s*(\d+)\s*\]$/.exec(port.range)?.[1] ?? 0);
      const declared = Math.min(offset, Number(/^\[\s*(\d+)/.exec(port.range)?.[1] ?? 0));
      const beyond = high > declared + bits - 1 || low < declared;
      return beyond ? [fault(`${name} has ${bits} bits (${port.range || 'one bit'})`, claim)] : [];
    },
  );
}

function fault(reason: string, excerpt: string): DescriptionFault {
  return { check: 'width', weight: 'false', reason, excerpt: excerpt.trim() };
}

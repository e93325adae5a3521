import type { ModuleFacts } from '../module-facts.ts';
import type { DescriptionFault } from './description-fault.ts';
import { NUMBER, numberValue } from './sentences.ts';

/** `8-bit data`: a width in front of its name. */
const ADJECTIVE = new RegExp(`\\b(${NUMBER})-bits?\\b`, 'gi');
/** `data is 8 bits wide`, `data (8 bits)`, `data: 8 bits`: a width behind its name. */
const PREDICATE = new RegExp(
  `(?:\\b(?:is|are|has|have|of width|width of)\\s(?:an?\\s|only\\s|exactly\\s)?|[(:,]\\s?)(${NUMBER})\\sbits?\\b(?!\\s(?:of|from|in|at|are|is|left|right))`,
  'gi',
);
/** Names with the mark in front of them, numbers, and marks that end a phrase. */
const WORDS = /`?\\?[A-Za-z_][\w$]*|\d+|[^\s\w`"'[\]:]/g;
/** Words between a width and its name: `8-bit input data bus named x`. */
const REACH = 6;

/** Widths that a text claims of signals, and of anything at all, against the widths that the module has. */
export function checkWidths(text: string, facts: ModuleFacts): DescriptionFault[] {
  return [...checkAdjectives(text, facts), ...checkPredicates(text, facts), ...checkRanges(text, facts)];
}

function checkAdjectives(text: string, facts: ModuleFacts): DescriptionFault[] {
  const claims = [...text.matchAll(ADJECTIVE)];
  return claims.flatMap((match, index) => {
    const bits = numberValue(match[1]!);
    const after = text.slice(match.index + match[0].length, claims[index + 1]?.index ?? text.length);
    const named = firstNames(after, facts);
    if (named.length > 0) return wrongWidths(named, bits, match[0], facts);
    if (bits <= 1 || occurs(bits, facts)) return [];
    return [fault(`nothing in the module has ${bits} bits`, match[0])];
  });
}

function checkPredicates(text: string, facts: ModuleFacts): DescriptionFault[] {
  return [...text.matchAll(PREDICATE)].flatMap((match) => {
    // "one of `q`'s bits", "the lower 4 bits of `q`" are no claims about all of `q`.
    const before = text.slice(0, match.index);
    return wrongWidths(lastName(before, facts), numberValue(match[1]!), match[0], facts);
  });
}

function wrongWidths(
  names: readonly string[],
  bits: number,
  claim: string,
  facts: ModuleFacts,
): DescriptionFault[] {
  return names
    .filter((name) => facts.widths.get(name) !== bits)
    .map((name) => fault(`${name} has ${facts.widths.get(name)} bits, not ${bits}`, claim));
}

/** Names that a width in front of them speaks of: the first within reach, and those joined to it. */
function firstNames(after: string, facts: ModuleFacts): string[] {
  const words = after.match(WORDS) ?? [];
  const start = words.findIndex((word, index) => index < REACH && signalOf(word, facts) !== undefined);
  if (start === -1 || words.slice(0, start).some((word) => /^[.;]$/.test(word))) return [];
  const names = [signalOf(words[start]!, facts)!];
  for (const word of words.slice(start + 1)) {
    const name = signalOf(word, facts);
    if (name !== undefined) names.push(name);
    else if (!/^(?:,|and|or|&)$/.test(word)) break;
  }
  return names;
}

/** The signal that a word names. `a` alone is an article more often than a port, unless it stands in marks. */
function signalOf(word: string, facts: ModuleFacts): string | undefined {
  if (word === 'a') return undefined;
  const name = word.replace(/^`/, '');
  return facts.widths.has(name) ? name : undefined;
}

function lastName(before: string, facts: ModuleFacts): string[] {
  const near = (before.match(WORDS) ?? []).slice(-REACH);
  for (const word of near.reverse()) {
    if (/^[.;,]$/.test(word)) return [];
    const name = signalOf(word, facts);
    if (name !== undefined) return [name];
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

import type { Random } from '../src/core/random.ts';
import type { DescriptionFault } from '../src/describe/check-description.ts';
import type { ModuleFacts } from '../src/describe/module-facts.ts';

interface PlantedFault {
  /** The text with one fault; undefined where the text has no place for it. */
  plant: (text: string, facts: ModuleFacts, random: Random) => string | undefined;
  /** Kinds of fault that count as having found it. */
  checks: readonly DescriptionFault['check'][];
}

const INVENTED = ['overflow_flag', 'busy_n', 'parity_err', 'cfg_mode', 'irq_pending'] as const;

/** One false claim, planted into a text that was correct. */
export const PLANTED_FAULTS: Readonly<Record<string, PlantedFault>> = {
  'wrong width': {
    checks: ['width'],
    plant: (text, _facts, random) =>
      replaceOne(
        text,
        /\b(\d+|two|three|four|five|six|seven|eight|nine|ten)((?:-|\s)bits?\b)/g,
        random,
        (_, digits, unit) => {
          const words: Record<string, number> = {
            two: 2,
            three: 3,
            four: 4,
            five: 5,
            six: 6,
            seven: 7,
            eight: 8,
            nine: 9,
            ten: 10,
          };
          const bits = words[digits!] ?? Number(digits);
          return `${bits + random.pick([1, 3, 7])}${unit}`;
        },
      ),
  },
  'swapped reset polarity': {
    checks: ['reset_polarity'],
    plant: (text, _facts, random) =>
      replaceOne(
        text,
        /\bactive([ -])(high|low)\b/g,
        random,
        (_, space, level) => `active${space}${level === 'high' ? 'low' : 'high'}`,
      ),
  },
  'swapped reset kind': {
    checks: ['reset_kind'],
    plant: (text, _facts, random) =>
      replaceOne(text, /\b(a?)synchronous\b/g, random, (_, without) =>
        without === 'a' ? 'synchronous' : 'asynchronous',
      ),
  },
  'swapped clock edge': {
    checks: ['clock_edge'],
    plant: (text, _facts, random) =>
      replaceOne(
        text,
        /\b(rising|positive|falling|negative)([ -](?:clock )?edge)/g,
        random,
        (_, word, rest) => {
          const other: Record<string, string> = {
            rising: 'falling',
            positive: 'negative',
            falling: 'rising',
            negative: 'positive',
          };
          return `${other[word!]}${rest}`;
        },
      ),
  },
  'invented port': {
    checks: ['unknown_name'],
    plant: (text, { words }, random) => {
      const name = random.pick(INVENTED);
      if (words.has(name)) return undefined;
      return random.pick([
        `${text} The output \`${name}\` tells when this happens.`,
        `${text} It also drives ${name}, which is high for one cycle.`,
        `${text}\n- \`${name}\`: output, 1 bit.`,
      ]);
    },
  },
  'wrong state count': {
    checks: ['state_count'],
    plant: (text, { fsms }, random) =>
      fsms.length === 0
        ? undefined
        : replaceOne(
            text,
            /\b(\d+|two|three|four|five|six|seven|eight|nine|ten)([ -]states?\b)/g,
            random,
            (_, digits, noun) => {
              const words = [
                'zero',
                'one',
                'two',
                'three',
                'four',
                'five',
                'six',
                'seven',
                'eight',
                'nine',
                'ten',
              ];
              const states = words.includes(digits!) ? words.indexOf(digits!) : Number(digits);
              return `${states + random.pick([1, 2])}${noun}`;
            },
          ),
  },
  'pasted code': {
    checks: ['leaked_code'],
    plant: (text, { source }, random) => {
      const lines = source
        .split('\n')
        .filter((line) => /<=|assign|always|=.*;/.test(line) && !/^\s*(?:input|output|\/\/)/.test(line));
      if (lines.length === 0) return undefined;
      const from = random.integer(0, lines.length - 1);
      const code = lines.slice(from, from + 3).map((line) => line.trim());
      return random.pick([
        `${text}\n${code.join('\n')}`,
        `${text}\n\`\`\`verilog\n${code.join('\n')}\n\`\`\``,
      ]);
    },
  },
};

/** Replaces one match that the seed draws. */
function replaceOne(
  text: string,
  pattern: RegExp,
  random: Random,
  replacement: (...groups: (string | undefined)[]) => string,
): string | undefined {
  const matches = [...text.matchAll(pattern)];
  const [first, ...rest] = matches;
  if (first === undefined) return undefined;
  const match = random.pick([first, ...rest]);
  return text.slice(0, match.index) + replacement(...match) + text.slice(match.index + match[0].length);
}

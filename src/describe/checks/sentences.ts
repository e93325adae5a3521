const NUMBER_WORDS: Readonly<Record<string, number>> = {
  no: 0,
  zero: 0,
  single: 1,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  eleven: 11,
  twelve: 12,
  thirteen: 13,
  fourteen: 14,
  fifteen: 15,
  sixteen: 16,
  twenty: 20,
  thirty: 30,
  'thirty-two': 32,
  'sixty-four': 64,
};

/** Source of a pattern for a number in digits or in words. */
export const NUMBER = `\\d+|${Object.keys(NUMBER_WORDS)
  .sort((a, b) => b.length - a.length)
  .join('|')}`;

/** The value of what `NUMBER` matched. */
export function numberValue(text: string): number {
  return NUMBER_WORDS[text.toLowerCase()] ?? Number(text);
}

/** Splits a description into sentences and list items, code blocks left out. */
export function splitSentences(description: string): string[] {
  return description
    .replace(/```[\s\S]*?(?:```|$)/g, '\n')
    .split(/\n+|(?<=[.;!?])\s+(?=[A-Z`"'(-])/)
    .map((text) => text.trim())
    .filter((text) => text !== '');
}

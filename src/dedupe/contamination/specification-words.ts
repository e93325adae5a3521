/** Words of English and of prompts that say nothing of a design. */
const STOP_WORDS: ReadonlySet<string> = new Set(
  `a an and are as at be been by can do does each for from has have if in into is it its no not of on only or other
  so such than that the their then there these they this to use used using was were which will with would you your
  i we me my please act professional verilog systemverilog designer give complete code write module named name
  following implement design create build should must ports port following interface`.split(/\s+/),
);

/** The informative words of a specification with how often each stands in it; order does not matter. */
export function specificationWords(text: string): Map<string, number> {
  const words = new Map<string, number>();
  for (const [word] of text.toLowerCase().matchAll(/[a-z0-9]+/g)) {
    if (!STOP_WORDS.has(word)) words.set(word, (words.get(word) ?? 0) + 1);
  }
  return words;
}

import { type ModuleFacts, wordsOf } from './module-facts.ts';

/** Raise it when the same text would give other facts. */
export const FACTS_VERSION = 2;

/** The facts of a module as one JSON text, without what its source says as quickly. */
export function factsJson({ widths, words: _, source, ...facts }: ModuleFacts): string {
  return JSON.stringify({ ...facts, widths: [...widths], length: source.length });
}

/** The facts that `factsJson` wrote of a module, whose text is `text`. */
export function parseFacts(json: string, text: string): ModuleFacts {
  const { widths, length, ...facts } = JSON.parse(json) as Omit<
    ModuleFacts,
    'widths' | 'words' | 'source'
  > & {
    widths: [string, number][];
    length: number;
  };
  const source = text.slice(facts.start, facts.start + length);
  return { ...facts, widths: new Map(widths), words: wordsOf(source), source };
}

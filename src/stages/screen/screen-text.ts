import { FILTERS } from './filters.ts';
import { readTextFacts } from './text-facts.ts';
import type { ScreenThresholds } from './thresholds.ts';

/** What a file's name says of its text. */
export type PathClass = 'source' | 'header' | 'bench';

export interface Screening {
  decision: 'kept' | 'rejected' | 'testbench';
  /** The filter that decided; null for designs. */
  reason: string | null;
  /** What the filter saw, in words. */
  detail: string | null;
}

/** Asks every filter in order; the first that fires decides. Testbenches are kept apart, not thrown away. */
export function screenText(text: string, pathClass: PathClass, thresholds: ScreenThresholds): Screening {
  const subject = { text, pathClass, facts: readTextFacts(text) };
  for (const { name, decision, fires } of FILTERS) {
    if (decision === 'rejected' && !thresholds.reject.includes(name)) continue;
    const detail = fires(subject, thresholds);
    if (detail !== undefined) return { decision, reason: name, detail };
  }
  return { decision: 'kept', reason: null, detail: null };
}

/**
 * How much a description tells.
 *
 * - `line`: one sentence.
 * - `summary`: a paragraph.
 * - `specification`: ports, parameters, reset, timing, behaviour, corner cases, without the code.
 * - `blocks`: notes tied to ranges of lines.
 * - `problem`: a task as a benchmark would put it.
 */
export const GRAINS = ['line', 'summary', 'specification', 'blocks', 'problem'] as const;

export type Grain = (typeof GRAINS)[number];

/** Manners of writing, for diversity. */
export const STYLES = ['engineer', 'student', 'terse'] as const;

export type DescriptionStyle = (typeof STYLES)[number];

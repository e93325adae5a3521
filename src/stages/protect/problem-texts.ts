/** What a benchmark tells of one problem; absent where it does not. */
export interface ProblemTexts {
  problem: string;
  benchmark: string;
  specification?: string;
  header?: string;
  design?: string;
  testbench?: string;
}

/** A problem as it was read, or why a place holds none. `text` is the whole record. */
export type Reading = { ordinal: number; line: number; text: string } & (
  | { texts: ProblemTexts }
  | { code: string; reason: string }
);

/** The texts that were found, by name, before they are put together. */
export type FoundTexts = Partial<
  Record<'specification' | 'header' | 'design' | 'continuation' | 'testbench', string>
>;

/**
 * Puts the texts of a problem together: an answer that continues its header begins with it, and a prompt without a
 * module head is no header but what is asked. Undefined when nothing is left by which a copy could be recognised.
 */
export function assembleProblem(
  problem: string,
  benchmark: string,
  { specification, header, design, continuation, testbench }: FoundTexts,
): ProblemTexts | undefined {
  const opensModule = header !== undefined && /\bmodule\s+\w/.test(header);
  const answer = design ?? (continuation === undefined ? undefined : `${header ?? ''}${continuation}`);
  const asked = specification ?? (opensModule ? undefined : header);
  if (answer === undefined && asked === undefined && !opensModule) return undefined;
  return {
    problem,
    benchmark,
    ...(asked === undefined ? {} : { specification: asked }),
    ...(opensModule ? { header } : {}),
    ...(answer === undefined ? {} : { design: answer }),
    ...(testbench === undefined ? {} : { testbench }),
  };
}

/** Complexity tiers of S3 (MEV-LLM), easiest first. */
export const TIERS = ['basic', 'intermediate', 'advanced', 'expert'] as const;

export type Tier = (typeof TIERS)[number];

/**
 * The tier that a recorded complexity names. Only S3's own names count: `easy` or `medium` say how hard a
 * problem is, not how complex its design, and stay unclassified.
 */
export function tierOfComplexity(complexity: string): Tier | undefined {
  return TIERS.find((tier) => tier === complexity.trim().toLowerCase());
}

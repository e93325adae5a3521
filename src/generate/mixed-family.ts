import type { DesignFamily } from './design-family.ts';

/** A family that draws from one of several of the same category, each as likely as the next. */
export function mixedFamily(first: DesignFamily, ...others: DesignFamily[]): DesignFamily {
  return { ...first, draw: (random) => random.pick([first, ...others]).draw(random) };
}

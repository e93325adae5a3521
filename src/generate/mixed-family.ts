import type { Random } from '../core/random.ts';
import type { DesignFamily, DesignInstance } from './design-family.ts';

/** A family that draws from one of several of the same category, each as likely as the next. */
export function mixedFamily(first: DesignFamily, ...others: DesignFamily[]): DesignFamily {
  return { ...first, draw: (random) => random.pick([first, ...others]).draw(random) };
}

/** A family without the designs whose parameters do not suit: it draws again until they do. */
export function suitable(
  family: DesignFamily,
  suits: (parameters: DesignInstance['parameters']) => boolean,
): DesignFamily {
  const draw = (random: Random): DesignInstance => {
    for (;;) {
      const design = family.draw(random);
      if (suits(design.parameters)) return design;
    }
  };
  return { ...family, draw };
}

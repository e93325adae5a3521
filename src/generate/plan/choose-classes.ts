import { QuarryError } from '../../core/errors.ts';
import { ALL_CATEGORIES, type AnyCategory, CATEGORIES, GENERATED_CLASSES } from '../category.ts';

const GROUPS: Readonly<Record<string, readonly AnyCategory[]>> = {
  s1: CATEGORIES,
  new: GENERATED_CLASSES,
  all: ALL_CATEGORIES,
};

/**
 * The classes that names separated by commas stand for, each once, in the order of the taxonomy.
 * @throws QuarryError USAGE for a name that is no class and no group of them
 */
export function chooseClasses(names: string): AnyCategory[] {
  const chosen = new Set<string>();
  for (const name of names.split(',').map((part) => part.trim())) {
    const isClass = (ALL_CATEGORIES as readonly string[]).includes(name);
    const group = GROUPS[name] ?? (isClass ? [name] : undefined);
    if (group === undefined) {
      throw new QuarryError('USAGE', `There is no class \`${name}\``, {
        next: `Use ${Object.keys(GROUPS).join(', ')}, or some of ${ALL_CATEGORIES.join(', ')}`,
      });
    }
    for (const one of group) chosen.add(one);
  }
  return ALL_CATEGORIES.filter((name) => chosen.has(name));
}

import type { Part, SliceInstance } from './part.ts';

/** The instances among parts, at any depth. */
export function instancesIn(parts: readonly Part[]): SliceInstance[] {
  return parts.flatMap((part) => {
    switch (part.kind) {
      case 'instance':
        return [part.instance];
      case 'list':
        return instancesIn(part.parts.filter((one) => one.kind !== 'declarator'));
      case 'group':
        return instancesIn(part.parts);
      case 'branch':
        return instancesIn([part.whenTrue, part.whenFalse].filter((one) => one !== undefined));
      case 'case':
        return instancesIn(part.items.flatMap((item) => item.body ?? []));
      default:
        return [];
    }
  });
}

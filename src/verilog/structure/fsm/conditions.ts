import { negated } from './under-state.ts';

/** Conditions that must all hold, each once. */
export type Conjunction = readonly string[];

/** More alternatives than this are told by what they have in common. */
const MOST_TOLD = 4;
/** Merging compares each with each. */
const MOST_MERGED = 64;

/** Each condition once; undefined when one of them excludes another. */
export function feasible(conditions: Conjunction): string[] | undefined {
  const once = [...new Set(conditions.filter((one) => one !== ''))];
  return once.some((one) => once.includes(negated(one))) ? undefined : once;
}

/** The text of alternatives: what they share and then what differs; empty when they hold always. */
export function anyOf(alternatives: readonly Conjunction[]): string {
  const merged = merge(alternatives);
  const [first, ...others] = merged;
  if (first === undefined || others.length === 0) return allOf(first ?? []);
  const shared = first.filter((condition) => others.every((one) => one.includes(condition)));
  if (merged.length > MOST_TOLD) return allOf(shared);
  const rest = merged.map((conditions) => allOf(conditions.filter((one) => !shared.includes(one))));
  return allOf([...shared, rest.map(grouped).join(' || ')]);
}

/** The text of conditions that must all hold. */
function allOf(conditions: Conjunction): string {
  return conditions.length === 1 ? conditions[0]! : conditions.map(grouped).join(' && ');
}

/** `a && b || a && !b` is `a`, and `a || a && b` too: the two steps of Quine and McCluskey. */
function merge(alternatives: readonly Conjunction[]): Conjunction[] {
  let left: Conjunction[] = distinct(alternatives);
  for (let joined = true; joined && left.length <= MOST_MERGED; ) {
    joined = false;
    for (let at = 0; at < left.length && !joined; at++) {
      for (let other = at + 1; other < left.length && !joined; other++) {
        const both = join(left[at]!, left[other]!);
        if (both === undefined) continue;
        left = distinct([...left.filter((_, index) => index !== at && index !== other), both]);
        joined = true;
      }
    }
  }
  return left;
}

function join(one: Conjunction, other: Conjunction): Conjunction | undefined {
  const onlyOne = one.filter((condition) => !other.includes(condition));
  const onlyOther = other.filter((condition) => !one.includes(condition));
  if (onlyOne.length === 0) return one;
  if (onlyOther.length === 0) return other;
  const [a, b] = [onlyOne[0]!, onlyOther[0]!];
  const areOpposite =
    onlyOne.length === 1 && onlyOther.length === 1 && (a === negated(b) || b === negated(a));
  return areOpposite ? one.filter((condition) => condition !== a) : undefined;
}

function distinct(alternatives: readonly Conjunction[]): Conjunction[] {
  return [...new Map(alternatives.map((one) => [[...one].sort().join('\n'), one])).values()];
}

function grouped(condition: string): string {
  return /[|?^]|&| [<>=!]/.test(condition.replace(/^\([^()]*\)$/, '')) ? `(${condition})` : condition;
}

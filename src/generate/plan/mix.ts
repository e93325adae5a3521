import { DOMAINS, domainOfCategory } from '../../core/domains.ts';
import { QuarryError } from '../../core/errors.ts';
import { weakDomainWeights, weightOf } from '../../core/weak-domain-weights.ts';
import { parseWeakDomains } from '../../core/weak-domains.ts';
import { ALL_CATEGORIES, type AnyCategory } from '../category.ts';

/** How much of each class is wanted, and what a reader of the mix should know. */
export interface Mix {
  /** Relative to each other, at least 0. */
  readonly weights: ReadonlyMap<AnyCategory, number>;
  readonly notes: readonly string[];
}

/** Every class as much as every other. */
export function evenMix(classes: readonly AnyCategory[]): Mix {
  return { weights: new Map(classes.map((name) => [name, 1])), notes: [] };
}

/**
 * The weights that a mix file gives the classes. It is a weak-domain report, by whose counts weak domains weigh more
 * (`weakDomainWeights`), or an object of weights by class or domain, where a class comes before its domain and what is
 * not named weighs 1.
 * @throws QuarryError CONFIG_INVALID for a name that is neither class nor domain, and for weights that are none
 */
export function readMix(json: string, where: string, classes: readonly AnyCategory[]): Mix {
  const value = parseJson(json, where);
  const mix = Array.isArray(value) ? reportMix(json, where, classes) : plainMix(value, where, classes);
  if ([...mix.weights.values()].some((weight) => weight > 0)) return mix;
  throw invalid('Every class has weight 0', where, 'Give at least one class a weight above 0.');
}

function parseJson(json: string, where: string): unknown {
  try {
    return JSON.parse(json);
  } catch (error) {
    throw invalid(`The mix is no JSON: ${(error as Error).message}`, where, NEXT);
  }
}

const NEXT = 'Give what `quarry report domains --json` prints, or an object such as {"fsm": 3, "mux": 0.5}.';

function reportMix(json: string, where: string, classes: readonly AnyCategory[]): Mix {
  const weights = weakDomainWeights(parseWeakDomains(json, where));
  const weak = [...new Set(weights.filter(({ weight }) => weight > 1).map(({ domain }) => domain))];
  return {
    weights: new Map(classes.map((name) => [name, weightOf(weights, domainOf(name))])),
    notes:
      weak.length === 0
        ? ['no domain of the report can be called weak: all classes weigh the same']
        : withoutClass(weak, classes),
  };
}

function plainMix(value: unknown, where: string, classes: readonly AnyCategory[]): Mix {
  if (typeof value !== 'object' || value === null)
    throw invalid('The mix is neither a report nor an object', where, NEXT);
  const entries = Object.entries(value);
  const unknown = entries.map(([name]) => name).filter((name) => !isClass(name) && !isDomain(name));
  if (unknown.length > 0) {
    const known = `classes: ${ALL_CATEGORIES.join(', ')}; domains: ${DOMAINS.join(', ')}`;
    throw invalid(`The mix names no class or domain: ${unknown.join(', ')}`, where, `Known are ${known}.`);
  }
  const wrong = entries.find(([, weight]) => typeof weight !== 'number' || !(weight >= 0));
  if (wrong !== undefined) {
    const [name, weight] = wrong;
    const got = JSON.stringify(weight);
    throw invalid(`Expected the weight of ${name} to be a number from 0 up, got ${got}`, where, NEXT);
  }
  const given = new Map(entries as [string, number][]);
  return {
    weights: new Map(classes.map((name) => [name, given.get(name) ?? given.get(domainOf(name)) ?? 1])),
    notes: withoutClass([...given.keys()], classes),
  };
}

/** Wanted, but no chosen class is of that name or domain. */
function withoutClass(names: readonly string[], classes: readonly AnyCategory[]): string[] {
  return names.flatMap((name) => {
    const fitting = ALL_CATEGORIES.filter((one) => one === name || domainOf(one) === name);
    if (fitting.some((one) => classes.includes(one))) return [];
    const others = fitting.length === 0 ? '' : `; --classes could add ${fitting.join(', ')}`;
    return [`no chosen class is ${name}, or of that domain${others}`];
  });
}

function domainOf(category: AnyCategory): string {
  return domainOfCategory(category) ?? 'unclassified';
}

function isClass(name: string): name is AnyCategory {
  return (ALL_CATEGORIES as readonly string[]).includes(name);
}

function isDomain(name: string): boolean {
  return (DOMAINS as readonly string[]).includes(name);
}

function invalid(what: string, where: string, next: string): QuarryError {
  return new QuarryError('CONFIG_INVALID', what, { where, next });
}

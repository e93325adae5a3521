import type { Domain } from '../../core/domains.ts';
import type { DomainSign } from './domain-sign.ts';
import { isRenaming } from './is-renaming.ts';
import type { ModuleView } from './module-view.ts';
import { domainsOfName, isOuterName, wordsOf } from './name-words.ts';
import { cellDomain, isClockBuffer, isPad, isVendorCell } from './vendor-cells.ts';

/** Domains whose modules may be made of others of many kinds, and are glue then. */
const HIERARCHICAL: ReadonlySet<Domain> = new Set(['bus_protocol', 'controller']);

/** The instances of a module, and what stands beside them. */
interface Structure {
  view: ModuleView;
  /** Distinct modules among the instances. */
  kinds: readonly string[];
  /** Statements that do more than hand on: renaming is no logic. */
  logic: number;
  /** The kinds by what they are, the most frequent domain first. */
  parts: readonly [Domain, string[]][];
  /** What was counted, in words. */
  share: string;
}

/**
 * Modules that connect others. A shell around modules of one kind is what they are; a module whose parts are of many
 * kinds, or a design's outermost level, is glue.
 */
export function structuralSigns(view: ModuleView): DomainSign[] {
  const { instances } = view.structure;
  if (instances.length === 0) return [];
  const structure = readStructure(view);
  return (
    aroundCells(structure) ??
    outermost(structure) ??
    (isStructural(structure) ? hierarchy(structure) : besideLogic(structure))
  );
}

function readStructure(view: ModuleView): Structure {
  const { instances } = view.structure;
  const kinds = [...new Set(instances.map(({ moduleName }) => moduleName))];
  const own = [...view.clocked, ...view.combinational];
  const logic = own.filter((one) => one.process !== null || !isRenaming(view.rightSide(one))).length;
  const share = `${instances.length} instances, ${own.length} statements of its own`;
  return { view, kinds, logic, parts: partDomains(kinds, view.parts), share };
}

/** Around cells of a chip alone, a module is what its own logic does; without logic, what the cells do. */
function aroundCells({ view, kinds, share }: Structure): DomainSign[] | undefined {
  if (view.clocked.length > 0 && kinds.every((kind) => isVendorCell(kind)))
    return [{ domain: 'glue', strength: 40, reason: `cells ${kinds.slice(0, 3).join(', ')}` }];
  if (kinds.every((kind) => isClockBuffer(kind)))
    return [{ domain: 'clocking', strength: 83, reason: `clock buffer ${kinds[0]}` }];
  const pads = kinds.filter((kind) => isPad(kind));
  const areAmongOthers = pads.length > 0 && pads.length < kinds.length;
  if (areAmongOthers || (pads.length === kinds.length && view.named.length === 0))
    return [{ domain: 'glue', strength: 83, reason: `pads ${pads.slice(0, 3).join(', ')}; ${share}` }];
  return undefined;
}

/** What is called the top of something that it is made of, whatever else its name says. */
function outermost({ view, kinds, share, logic }: Structure): DomainSign[] | undefined {
  const { name } = view.structure;
  const reason = `called ${name}; ${share}`;
  const isOuter = isOuterName(name, kinds.length) && (kinds.length > 1 || logic <= 12);
  const saysFunction = view.named.some(({ rank }) => rank === 'function' || rank === 'serial');
  if (isOuter && !saysFunction) return [{ domain: 'glue', strength: 88, reason }];
  if (wordsOf(name).includes('top') && kinds.length > 1 && view.registers.size <= 4)
    return [{ domain: 'glue', strength: 92, reason }];
  return undefined;
}

function isStructural({ view, logic }: Structure): boolean {
  return view.drivenByInstances >= 0.5 || logic <= view.structure.instances.length * 2;
}

function hierarchy({ view, kinds, logic, parts, share }: Structure): DomainSign[] {
  const { drivenByInstances, named, registers, structure } = view;
  const [most] = parts;
  const saidParts = parts.reduce((sum, [, names]) => sum + names.length, 0);
  const isOfOneKind =
    most !== undefined && most[1].length * 2 > saidParts && most[1].length * 2 > kinds.length;
  // What stores, computes or crosses clocks does so with whatever parts; a bus or a controller of several is a hierarchy.
  const isOutweighed = named.every(({ domain, rank }) => rank !== 'function' || HIERARCHICAL.has(domain));
  const isMany = kinds.length >= 3 && logic <= structure.instances.length * 1.5 && registers.size <= 2;
  const isPair = kinds.length === 2 && logic === 0 && !isOfOneKind && view.parts.size === 2;
  const glue: DomainSign = {
    domain: 'glue',
    strength:
      isMany && isOutweighed
        ? 91.5
        : isPair
          ? 86
          : kinds.length >= 4
            ? 82
            : kinds.length === 3 && drivenByInstances >= 0.8
              ? 76
              : 44,
    reason: `${share}, which drive ${Math.round(drivenByInstances * 100)} % of the outputs`,
  };
  if (!isOfOneKind) return [glue];
  const made = `made of ${most[1].slice(0, 3).join(', ')}`;
  return [glue, { domain: most[0], strength: kinds.length >= 4 ? 60 : 64, reason: made }];
}

/** What hard blocks do speaks for a module, whatever logic stands around them. */
function besideLogic({ kinds, share }: Structure): DomainSign[] {
  const [said] = kinds.flatMap((kind) => {
    const domain = cellDomain(kind);
    return domain === 'memory' || domain === 'arithmetic' ? [{ domain, kind }] : [];
  });
  return [
    { domain: 'glue', strength: kinds.length >= 8 ? 81 : 20, reason: share },
    ...(said === undefined
      ? []
      : [{ domain: said.domain, strength: 58, reason: `cell ${said.kind}` } satisfies DomainSign]),
  ];
}

/** The kinds of parts by what they are, and where their modules are not known, by what their names say. */
function partDomains(kinds: readonly string[], known: ReadonlyMap<string, Domain>): [Domain, string[]][] {
  const parts = new Map<Domain, string[]>();
  for (const kind of kinds) {
    const domain = known.get(kind) ?? cellDomain(kind) ?? domainsOfName(kind)[0]?.domain;
    if (domain !== undefined) parts.set(domain, [...(parts.get(domain) ?? []), kind]);
  }
  return [...parts].sort((a, b) => b[1].length - a[1].length);
}

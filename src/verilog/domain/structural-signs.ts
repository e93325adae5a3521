import type { Domain } from '../../core/domains.ts';
import type { DomainSign } from './domain-sign.ts';
import type { ModuleView } from './module-view.ts';
import { domainsOfName, isOuterName } from './name-words.ts';
import { cellDomain, isVendorCell } from './vendor-cells.ts';

/** Cells that stand between a chip's pins and its inside. */
const PAD =
  /^(?:SB_IO|SB_GB\w*|[IO]?O?BUF(?:T|DS|G|GCE|DS_\w+|R|IO)?|IBUF\w*|OBUF\w*|IOBUF\w*|ALT_?IOBUF\w*|altiobuf\w*|TRELLIS_IO|[IO]DDR\w*)$/i;

const CLOCK_BUFFER = /^(?:I?BUFG\w*|BUFR|BUFH\w*|IBUFDS_GT\w*|SB_GB)$/;

/** Domains whose modules may be made of others of many kinds, and are glue then. */
const HIERARCHICAL: ReadonlySet<Domain> = new Set(['bus_protocol', 'controller']);

/**
 * Modules that connect others. A shell around modules of one kind is what they are; a module whose parts are of many
 * kinds, or a design's outermost level, is glue.
 */
export function structuralSigns(view: ModuleView): DomainSign[] {
  const { structure, clocked, combinational, drivenByInstances, named, registers, parts: known } = view;
  const { instances } = structure;
  if (instances.length === 0) return [];
  const own = clocked.length + combinational.length;
  const kinds = [...new Set(instances.map(({ moduleName }) => moduleName))];
  const share = `${instances.length} instances, ${own} statements of its own`;
  // Around cells of a chip alone, a top is what its own logic does.
  if (clocked.length > 0 && kinds.every((kind) => isVendorCell(kind)))
    return [{ domain: 'glue', strength: 40, reason: `cells ${kinds.slice(0, 3).join(', ')}` }];
  const isOuter = isOuterName(structure.name, kinds.length) && (kinds.length > 1 || own <= 12);
  if (isOuter && !named.some(({ rank }) => rank === 'function' || rank === 'serial'))
    return [{ domain: 'glue', strength: 88, reason: `called ${structure.name}; ${share}` }];
  if (kinds.every((kind) => CLOCK_BUFFER.test(kind)))
    return [{ domain: 'clocking', strength: 83, reason: `clock buffer ${kinds[0]}` }];
  const pads = kinds.filter((kind) => PAD.test(kind));
  if ((pads.length > 0 && pads.length < kinds.length) || (pads.length === kinds.length && named.length === 0))
    return [{ domain: 'glue', strength: 83, reason: `pads ${pads.slice(0, 3).join(', ')}; ${share}` }];
  const isStructural = drivenByInstances >= 0.5 || own <= instances.length * 2;
  const parts = partDomains(kinds, known);
  if (!isStructural)
    return [{ domain: 'glue', strength: kinds.length >= 8 ? 81 : 20, reason: share }, ...cellSigns(kinds)];
  const [most] = [...parts].sort((a, b) => b[1].length - a[1].length);
  const saidParts = [...parts.values()].reduce((sum, names) => sum + names.length, 0);
  // What stores, computes or crosses clocks does so with whatever parts; a bus or a controller of several is a hierarchy.
  const isOutweighed = named.every(({ domain, rank }) => rank !== 'function' || HIERARCHICAL.has(domain));
  const isHierarchy =
    kinds.length >= (isOuter ? 2 : 3) && own <= instances.length * 1.5 && registers.size <= 2 && isOutweighed;
  const glue: DomainSign = {
    domain: 'glue',
    strength: isHierarchy
      ? 91.5
      : kinds.length >= 4
        ? 82
        : kinds.length === 3 && drivenByInstances >= 0.8
          ? 76
          : 44,
    reason: `${share}, which drive ${Math.round(drivenByInstances * 100)} % of the outputs`,
  };
  if (most === undefined || most[1].length * 2 <= saidParts || most[1].length * 2 <= kinds.length)
    return [glue];
  return [
    glue,
    {
      domain: most[0],
      strength: kinds.length >= 4 ? 60 : 62,
      reason: `made of ${most[1].slice(0, 3).join(', ')}`,
    },
  ];
}

/** What hard blocks do, whatever logic stands around them. */
function cellSigns(kinds: readonly string[]): DomainSign[] {
  const [said] = kinds.flatMap((kind) => {
    const domain = cellDomain(kind);
    return domain === 'memory' || domain === 'arithmetic' ? [{ domain, kind }] : [];
  });
  return said === undefined ? [] : [{ domain: said.domain, strength: 58, reason: `cell ${said.kind}` }];
}

/** The kinds of parts by what they are, and where their modules are not known, by what their names say. */
function partDomains(kinds: readonly string[], known: ReadonlyMap<string, Domain>): Map<Domain, string[]> {
  const parts = new Map<Domain, string[]>();
  for (const kind of kinds) {
    const domain = known.get(kind) ?? cellDomain(kind) ?? domainsOfName(kind)[0]?.domain;
    if (domain !== undefined) parts.set(domain, [...(parts.get(domain) ?? []), kind]);
  }
  return parts;
}

import type { Domain } from '../../core/domains.ts';
import { storedMemories } from '../complexity/stored-memories.ts';
import type { DomainSign } from './domain-sign.ts';
import type { ModuleView } from './module-view.ts';
import { type NamedDomain, SETTINGS, type WordRank } from './name-lexicon.ts';

/** How strong a word is where structure allows what it says. A second word of the same rank is weaker. */
const STRENGTHS: Readonly<Record<Exclude<WordRank, 'role'>, number>> = { function: 90, serial: 87, bus: 85 };

/** Domains that keep something: a name alone does not make a module without state one of them. */
const STATEFUL: ReadonlySet<Domain> = new Set([
  'register',
  'counter',
  'shift_register',
  'fsm',
  'edge_detector',
  'synchronizer',
  'serial_protocol',
]);

/** A bus that a longer word only begins with: what follows says what is done on it. */
const BEGINS_WITH_BUS = /^(?:axi|ahb|apb|wb|stream)(?!s?$|l$|lite|4|m$|m?\d|2|u|d|to)\w{3,}$/;
const BEGINNING = 65;

/** Signs of ports that are those of a standard. */
const KNOWN_BUS = 80;

/** What a joint of a bus does; on a bus, it is there for the bus. */
const JOINT: ReadonlySet<Domain> = new Set(['register', 'mux_demux']);

/** What the module's name says, where its structure can be that. */
export function nameSigns(view: ModuleView, interfaces: readonly DomainSign[]): DomainSign[] {
  const isShell = view.drivenByInstances >= 0.5;
  return view.named
    .filter((said) => isPossible(view, said))
    .map((said) => ({ ...said, domain: joins(view, said, interfaces) }))
    .map(({ domain, rank, word }, index) => ({
      domain,
      strength: strengthOf({ domain, rank, word }, isShell) - index * 3,
      reason: `called ${view.structure.name}: ${word}`,
    }));
}

/** What a register or a selector is that stands on a bus or a serial line: a joint of it. */
function joins(
  { named, registers }: ModuleView,
  { domain, word }: NamedDomain,
  interfaces: readonly DomainSign[],
): Domain {
  if (!JOINT.has(domain)) return domain;
  // Settings are reached in some way or other; those of a slave of a known bus are its own.
  const least = SETTINGS.test(word) ? KNOWN_BUS : 0;
  if (least === 0 && registers.size > 4 && named.some(({ rank }) => rank === 'serial'))
    return 'serial_protocol';
  const onBus = interfaces.some((one) => one.domain === 'bus_protocol' && one.strength >= least);
  return onBus || (least === 0 && named.some(({ rank }) => rank === 'bus')) ? 'bus_protocol' : domain;
}

function strengthOf({ domain, rank, word }: NamedDomain, isShell: boolean): number {
  if (rank === 'role') return roleStrength(domain, isShell);
  return rank === 'bus' && BEGINS_WITH_BUS.test(word) ? BEGINNING : STRENGTHS[rank];
}

/** What controls is called so; a shell's name says more than the names of its few parts. */
function roleStrength(domain: Domain, isShell: boolean): number {
  if (domain === 'controller') return 74;
  return isShell ? 63 : 50;
}

function isPossible(
  { structure, mayHaveState, registers, source }: ModuleView,
  { domain, word }: NamedDomain,
): boolean {
  if (STATEFUL.has(domain) && !mayHaveState) return false;
  // A controller without state is a piece of logic, an arbiter without state still one.
  if (domain === 'controller' && !mayHaveState) return /^(?:arb|hazard|bypass|forward)/.test(word);
  // `sync` in a name may be half of `synchronous`: a module that counts or remembers is not a chain of copies.
  if (domain === 'synchronizer' && word === 'sync') return registers.size <= 6;
  if (word === 'buf' || word === 'buffer') return registers.size > 0 || structure.memories.length > 0;
  if (domain === 'memory') return mayHaveState || structure.memories.length > 0 || /rom|mem/.test(word);
  // Registers that are addressed are a register file.
  if (domain === 'register') return storedMemories(structure, source).length === 0;
  return true;
}

import type { ModuleFacts } from '../module-facts.ts';
import type { DescriptionFault } from './description-fault.ts';
import { NUMBER, numberValue } from './sentences.ts';

const STATES = new RegExp(
  `\\b(${NUMBER})(?:-|\\s)(?:\\w+\\s)?states?\\b(?!\\s*(?:buffer|bit|can|may|follow|lead))`,
  'gi',
);
const PORTS = new RegExp(
  `\\b(${NUMBER})\\s(?:(\\d+)-bit\\s|one-bit\\s|single-bit\\s)?(inputs|outputs|ports)\\b(?:\\sports?|\\ssignals?)?(?!\\sthe\\b)`,
  'gi',
);

/** Numbers of states and ports that a text claims, against those of the module. */
export function checkCounts(text: string, facts: ModuleFacts): DescriptionFault[] {
  return [...checkStates(text, facts), ...checkPorts(text, facts)];
}

/** Only a module with a state machine can contradict a number of its states. */
function checkStates(text: string, facts: ModuleFacts): DescriptionFault[] {
  const counts = facts.fsms.map(({ states }) => states.length);
  if (counts.length === 0) return [];
  return [...text.matchAll(STATES)].flatMap((match) => {
    const claimed = numberValue(match[1]!);
    // "one state", "no state" and a part of the states ("two states hold") are seldom a claim of all.
    if (claimed <= 1 || counts.includes(claimed) || isPartial(text, match.index)) return [];
    return [
      fault('state_count', `the state machine has ${counts.join(' and ')} states, not ${claimed}`, match[0]),
    ];
  });
}

function isPartial(text: string, at: number): boolean {
  return /\b(?:these|those|other|next|last|first|remaining|of the|one of|between|in)\s$/i.test(
    text.slice(Math.max(0, at - 12), at),
  );
}

function checkPorts(text: string, facts: ModuleFacts): DescriptionFault[] {
  return [...text.matchAll(PORTS)].flatMap((match) => {
    const claimed = numberValue(match[1]!);
    const word = match[3]!.toLowerCase();
    const direction = word.startsWith('in') ? 'input' : word.startsWith('out') ? 'output' : undefined;
    const ports = facts.ports.filter((port) => direction === undefined || port.direction === direction);
    const special = new Set([...facts.clocks, ...facts.resets].map(({ signal }) => signal));
    const data = ports.filter(({ name }) => !special.has(name));
    const bits = data.reduce((sum, port) => sum + (port.bits ?? 0), 0);
    // Clocks and resets may be counted or not, and a vector may be called so many inputs; fewer may be a part.
    const widths = data.map((port) => port.bits ?? 0);
    if (match[2] !== undefined && widths.includes(claimed * Number(match[2]))) return [];
    if (
      claimed <= Math.max(ports.length, bits) &&
      (claimed <= data.length || claimed === ports.length || claimed === bits || widths.includes(claimed))
    ) {
      return [];
    }
    return [fault('port_count', `the module has ${ports.length} ${word}, not ${claimed}`, match[0])];
  });
}

function fault(check: DescriptionFault['check'], reason: string, excerpt: string): DescriptionFault {
  return { check, weight: 'false', reason, excerpt };
}

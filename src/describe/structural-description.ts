import type { Grain } from './grain.ts';
import type { BlockFact, FsmFact, ModuleFacts, PortFact, ResetFact } from './module-facts.ts';

/** Raised when the same module would be described otherwise. */
export const STRUCTURAL_VERSION = 2;

/** A default longer than this is an expression of its own and is left out. */
const LONGEST_DEFAULT = 40;
/** A condition longer than this is told by the signals that it reads, not in full. */
const SHORT_CONDITION = 24;

/**
 * What structure alone proves of a module, in plain sentences: nothing is said of its purpose. A name in marks is a
 * name of the module. Grain `problem` has no structural text, because a task needs the purpose.
 */
export function describeStructure(facts: ModuleFacts, grain: Grain): string | undefined {
  switch (grain) {
    case 'line':
      return describeInLine(facts);
    case 'summary':
      return [describeInLine(facts), ...clockSentences(facts), ...contentSentences(facts)].join(' ');
    case 'specification':
      return specification(facts);
    case 'blocks':
      return facts.blocks.length === 0 ? undefined : facts.blocks.map(blockSentence).join('\n');
    case 'problem':
      return undefined;
  }
}

function describeInLine(facts: ModuleFacts): string {
  const kind =
    facts.clocks.length > 0
      ? 'sequential'
      : facts.blocks.some(({ kind }) => kind === 'latch')
        ? 'latching'
        : facts.instances.length > 0
          ? 'without registers of its own'
          : 'combinational';
  const inputs = facts.ports.filter(({ direction }) => direction === 'input').length;
  const outputs = facts.ports.filter(({ direction }) => direction === 'output').length;
  const parts = [
    ...facts.fsms.map(
      ({ stored, states }) =>
        `${stored ? 'a state machine' : 'the logic of a state machine'} of ${count(states.length, 'state')}`,
    ),
    ...(facts.counters.length > 0 ? [count(facts.counters.length, 'counter')] : []),
    ...(facts.memories.length > 0 ? [count(facts.memories.length, 'memory', 'memories')] : []),
    ...(facts.instances.length > 0 ? [count(facts.instances.length, 'instance')] : []),
  ];
  const holds = parts.length === 0 ? '' : `, with ${join(parts)}`;
  return `Module \`${facts.name}\` is ${kind}: ${count(inputs, 'input')} and ${count(outputs, 'output')}${holds}.`;
}

function specification(facts: ModuleFacts): string {
  const sections: [string, string[]][] = [
    ['Ports', facts.ports.map((port) => `- ${portSentence(port, facts)}`)],
    [
      'Parameters',
      facts.parameters.map(
        ({ name, value }) =>
          `- \`${name}\`${value === '' || value.length > LONGEST_DEFAULT ? '' : `, by default \`${value}\``}.`,
      ),
    ],
    ['Clock and reset', clockSentences(facts)],
    ['State machines', facts.fsms.flatMap(fsmSentences)],
    ['Contents', contentSentences(facts)],
  ];
  const written = sections.filter(([, lines]) => lines.length > 0);
  return [describeInLine(facts), ...written.map(([title, lines]) => `${title}:\n${lines.join('\n')}`)].join(
    '\n\n',
  );
}

function portSentence({ name, direction, bits, range }: PortFact, facts: ModuleFacts): string {
  const width = bits === null ? (range === '' ? '' : `, range \`${range}\``) : `, ${count(bits, 'bit')}`;
  const clock = facts.clocks.some(({ signal }) => signal === name) ? '; a clock' : '';
  const reset = isCalledReset(name) && facts.resets.some(({ signal }) => signal === name) ? '; a reset' : '';
  return `\`${name}\`: ${direction === 'other' ? 'interface' : direction}${width}${clock}${reset}.`;
}

function clockSentences(facts: ModuleFacts): string[] {
  const clocks = facts.clocks.map(
    ({ signal, edge }) =>
      `Registers change at the ${edge === 'posedge' ? 'rising' : 'falling'} edge of clock \`${signal}\`.`,
  );
  return [...clocks, ...facts.resets.map((reset) => resetSentence(reset, facts))];
}

function resetSentence({ signal, polarity, synchronous, values }: ResetFact, facts: ModuleFacts): string {
  const registers = [...new Set(values.map(({ register }) => register))];
  const targets = join(
    registers.map((register) => {
      const [value, ...more] = values.filter((one) => one.register === register).map((one) => one.value);
      // Of a concatenation or an array that is set at once, each part has another value.
      const own = more.length === 0 && value !== undefined && isOwnValue(value, facts.widths.get(register));
      return own ? `\`${register}\` to \`${value}\`` : `\`${register}\``;
    }),
  );
  const kind = synchronous ? 'synchronous' : 'asynchronous';
  if (isCalledReset(signal)) {
    return `Reset \`${signal}\` is ${kind} and active ${polarity}${targets === '' ? '' : `; it sets ${targets}`}.`;
  }
  // Structure cannot tell a reset from a set or a load of a constant: the name decides what it is called.
  const effect = targets === '' ? 'registers to constants' : targets;
  return `When \`${signal}\` is ${polarity}, it sets ${effect}${synchronous ? ' at the clock edge' : ' at once'}.`;
}

function isCalledReset(signal: string): boolean {
  return /rst|reset|clr|clear|init|^a?r(?:_?n)?$/i.test(signal);
}

/** A constant of the register's own width: of a concatenation that is set at once, each part has another value. */
function isOwnValue(value: string, bits: number | undefined): boolean {
  if (!/^[\w']+$/.test(value)) return false;
  const width = /^(\d+)'/.exec(value)?.[1];
  return width === undefined || bits === undefined || Number(width) === bits;
}

function fsmSentences({ stateRegister, stored, states, resetState, transitions }: FsmFact): string[] {
  const named = join(states.map((state) => `\`${state}\``));
  const after = resetState === null ? '' : ` After reset it is in \`${resetState}\`.`;
  return [
    `State ${stored ? 'register' : 'signal'} \`${stateRegister}\` has ${count(states.length, 'state')}: ${named}.${after}`,
    ...transitions.map(
      ({ from, to, condition }) =>
        `- ${from === null ? 'From any state' : `From \`${from}\``} to \`${to}\`${conditionPhrase(condition)}.`,
    ),
  ];
}

function conditionPhrase(condition: string): string {
  const text = condition.replace(/\s+/g, ' ').trim();
  if (text === '' || text === '1') return '';
  if (text.length <= SHORT_CONDITION) return ` when \`${text}\``;
  const names = [...new Set(text.match(/(?<![\w'$`])[A-Za-z_]\w*/g))];
  return names.length === 0 ? '' : `, depending on ${join(names.map((name) => `\`${name}\``))}`;
}

function contentSentences(facts: ModuleFacts): string[] {
  return [
    ...facts.counters.map(({ name, direction }) => {
      const bits = facts.widths.get(name);
      return `Register \`${name}\`${bits === undefined ? '' : ` (${count(bits, 'bit')})`} counts ${direction}.`;
    }),
    ...latchSentence(facts.blocks),
    ...facts.memories.map(({ name, width, depth }) => {
      const size =
        width === null || depth === null ? '' : ` of ${count(depth, 'word')}, ${count(width, 'bit')} each`;
      return `\`${name}\` is a memory${size}.`;
    }),
    ...facts.instances.map(
      ({ moduleName, instanceName }) => `\`${instanceName}\` is an instance of \`${moduleName}\`.`,
    ),
    ...operatorSentence(facts.operators),
  ];
}

/** Of a block that sets several signals, structure does not tell which of them it holds. */
function latchSentence(blocks: readonly BlockFact[]): string[] {
  const latches = blocks.filter(({ kind, writes }) => kind === 'latch' && writes.length === 1);
  const held = [...new Set(latches.flatMap(({ writes }) => writes))];
  const named = join(held.map((name) => `\`${name}\``));
  return held.length === 0 ? [] : [`${named} ${held.length === 1 ? 'is' : 'are'} latched.`];
}

const OPERATOR_NAMES: Readonly<Record<string, string>> = {
  '+': 'addition',
  '-': 'subtraction',
  '*': 'multiplication',
  '/': 'division',
  '%': 'remainder',
  '<<': 'left shift',
  '>>': 'right shift',
  '>>>': 'arithmetic right shift',
  '==': 'equality comparison',
  '<': 'less-than comparison',
  '>': 'greater-than comparison',
};

function operatorSentence(operators: Readonly<Record<string, number>>): string[] {
  const named = Object.entries(OPERATOR_NAMES).filter(([operator]) => (operators[operator] ?? 0) > 0);
  return named.length === 0 ? [] : [`It uses ${join(named.map(([, name]) => name))}.`];
}

function blockSentence({ kind, lineStart, lineEnd, writes, edges }: BlockFact): string {
  const at =
    edges.length === 0 ? '' : ` at ${join(edges.map(({ signal, edge }) => `${edge} \`${signal}\``))}`;
  const sets = writes.length === 0 ? '' : ` sets ${join(writes.map((name) => `\`${name}\``))}`;
  const lines = lineStart === lineEnd ? `Line ${lineStart}` : `Lines ${lineStart} to ${lineEnd}`;
  return `${lines}: ${kind} block${at}${sets}.`;
}

function count(number: number, noun: string, plural = `${noun}s`): string {
  return `${number === 0 ? 'no' : number} ${number === 1 ? noun : plural}`;
}

function join(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}

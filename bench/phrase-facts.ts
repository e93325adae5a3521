import type { Random } from '../src/core/random.ts';
import type { ModuleFacts, PortFact } from '../src/describe/module-facts.ts';

/**
 * A correct description of a module in one of many phrasings, as models and people write them. Unlike the structural
 * describer it varies marks, order and words, so that the checks are tried on more than their own sentences.
 */
export function phraseFacts(facts: ModuleFacts, random: Random): string {
  const marked = random.chance(0.6);
  const name = (text: string) => (marked ? `\`${text}\`` : text);
  const sentences = [
    opening(facts, random, name),
    ...portPhrases(facts, random, name),
    ...facts.clocks.map(({ signal, edge }) => {
      const direction = edge === 'posedge' ? ['rising', 'positive'] : ['falling', 'negative'];
      const word = random.pick(direction as [string, ...string[]]);
      return random.pick([
        `All registers are updated on the ${word} edge of ${name(signal)}.`,
        `Its state changes on each ${word} clock edge.`,
        `The design is clocked by ${name(signal)} (${word}-edge triggered).`,
      ]);
    }),
    ...facts.resets.map(({ signal, polarity, synchronous }) => {
      const kind = synchronous ? 'synchronous' : 'asynchronous';
      return random.pick([
        `An active-${polarity} ${kind} reset, ${name(signal)}, brings it to its initial state.`,
        `${name(signal)} is a${synchronous ? '' : 'n'} ${kind} reset that is active ${polarity}.`,
        `The ${kind} reset ${name(signal)} (active ${polarity}) clears the registers.`,
      ]);
    }),
    ...facts.fsms.map(({ states }) =>
      random.pick([
        `Internally it is a finite state machine with ${numberWord(states.length)} states.`,
        `The control is a ${states.length}-state FSM.`,
        `It moves through ${states.length} states (${states.map(name).join(', ')}).`,
      ]),
    ),
  ];
  return sentences.join(' ');
}

function opening(
  { name: module, ports }: ModuleFacts,
  random: Random,
  name: (text: string) => string,
): string {
  const outputs = ports.filter(({ direction }) => direction === 'output').map((port) => name(port.name));
  return random.pick([
    `The ${name(module)} module computes ${outputs.join(' and ')} from its inputs.`,
    `This module, ${name(module)}, drives ${outputs.join(', ')}.`,
    `A small circuit that produces ${outputs.join(', ')}.`,
  ]);
}

function portPhrases({ ports }: ModuleFacts, random: Random, name: (text: string) => string): string[] {
  return ports
    .filter(({ bits, direction }) => bits !== null && direction !== 'other')
    .map((port) => {
      const width = random.pick(widthPhrases(port));
      return random.pick([
        `The ${width} ${port.direction} ${name(port.name)} belongs to its interface.`,
        `It has a ${width} ${port.direction} named ${name(port.name)}.`,
        `${name(port.name)} is an ${port.direction} and is ${port.bits} ${port.bits === 1 ? 'bit' : 'bits'} wide.`,
        `${capital(port.direction)} ${name(port.name)} (${port.bits} ${port.bits === 1 ? 'bit' : 'bits'}) is used.`,
      ]);
    });
}

function widthPhrases({ bits }: PortFact): [string, ...string[]] {
  return bits === 1 ? ['1-bit', 'single-bit', 'one-bit'] : [`${bits}-bit`, `${numberWord(bits ?? 0)}-bit`];
}

const WORDS = [
  'zero',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
];

function numberWord(number: number): string {
  return WORDS[number] ?? String(number);
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

import type { DesignStyle, Port } from '../design-family.ts';
import { clockedBlock } from '../reset.ts';
import { indent, lines, literal, moduleText, range } from '../verilog-text.ts';
import type { CounterShape } from './counter-shape.ts';

/** One way to count: the value after a step, when the step would pass the end, and what comes then. */
interface Way {
  readonly value: string;
  readonly end: string;
  readonly past: string;
  /** Whether the inputs ask for this way, and nothing where they always do. */
  readonly asked: string;
}

/** The RTL of a counter: as one chain of conditions, and with its next value on wires. */
export function counterStyles(
  shape: CounterShape,
  name: string,
  ports: readonly Port[],
): [DesignStyle, DesignStyle] {
  const { width, terminal, rises, falls, loadable, reset, resetValue } = shape;
  const initial = `count <= ${literal(width, resetValue)};`;
  const module = { name, ports, registered: ['count'] };
  const flags = terminal === 'none' ? '' : `\n${flagText(shape)}`;
  const chain = lines(clockedBlock(reset, initial, conditionChain(shape)), flags);
  const wires = lines(
    rises && `wire ${range(width)}raised = ${steppedValue(shape, upward(shape))};`,
    falls && `wire ${range(width)}lowered = ${steppedValue(shape, downward(shape))};`,
    loadable && `wire ${range(width)}loaded = ${loadedValue(shape)};`,
    `wire ${range(width)}count_next = ${nextValue(shape)};`,
    `\n${clockedBlock(reset, initial, 'count <= count_next;')}`,
    flags,
  );
  return [
    { name: 'if_chain', rtl: moduleText({ ...module, body: chain }) },
    { name: 'next_state_wires', rtl: moduleText({ ...module, body: wires }) },
  ];
}

function upward({ direction, width, modulus, last, step, ends }: CounterShape): Way {
  const number = (value: number): string => literal(width, value);
  return {
    value: `count + ${number(step)}`,
    end: step === 1 ? `count == ${number(last)}` : `count > ${number(last - step)}`,
    past: ends === 'stop' ? number(last) : step === 1 ? number(0) : `count - ${number(modulus - step)}`,
    asked: { up: '', down: "1'b0", up_input: 'up', inc_dec: 'inc && !dec' }[direction],
  };
}

function downward({ direction, width, modulus, last, step, ends }: CounterShape): Way {
  const number = (value: number): string => literal(width, value);
  return {
    value: `count - ${number(step)}`,
    end: step === 1 ? `count == ${number(0)}` : `count < ${number(step)}`,
    past: ends === 'stop' ? number(0) : step === 1 ? number(last) : `count + ${number(modulus - step)}`,
    asked: { up: "1'b0", down: '', up_input: '!up', inc_dec: 'dec && !inc' }[direction],
  };
}

/** A counter of all values of its width needs no comparison to wrap. */
function steppedValue({ width, modulus, ends }: CounterShape, { value, end, past }: Way): string {
  return 2 ** width === modulus && ends === 'wrap' ? value : `(${end}) ? ${past} : ${value}`;
}

function loadedValue({ clamped, width, last }: CounterShape): string {
  const most = literal(width, last);
  return clamped ? `(load_value > ${most}) ? ${most} : load_value` : 'load_value';
}

/** When it counts at all; nothing where it always does. */
function countCondition({ direction, enabled }: CounterShape): string {
  if (direction === 'inc_dec') return 'inc != dec';
  return enabled ? 'en' : '';
}

function conditionChain(shape: CounterShape): string {
  const { width, direction, rises, falls, cleared, loadable, loadFirst } = shape;
  const up = `count <= ${steppedValue(shape, upward(shape))};`;
  const down = `count <= ${steppedValue(shape, downward(shape))};`;
  const either = `if (${direction === 'up_input' ? 'up' : 'inc'}) ${up}\nelse ${down}`;
  const load = { condition: 'load', text: `count <= ${loadedValue(shape)};` };
  const branches = [
    ...(cleared ? [{ condition: 'clear', text: `count <= ${literal(width, 0)};` }] : []),
    ...(loadable && loadFirst ? [load] : []),
    { condition: countCondition(shape), text: rises && falls ? either : rises ? up : down },
    ...(loadable && !loadFirst ? [load] : []),
  ];
  const heads = branches.map(({ condition }) => (condition === '' ? '' : `if (${condition}) `));
  return branches.map(({ text }, place) => `${heads[place]}begin\n${indent(text, 2)}\nend`).join(' else ');
}

function nextValue(shape: CounterShape): string {
  const { width, direction, rises, falls, cleared, loadable, loadFirst } = shape;
  const either = `${direction === 'up_input' ? 'up' : 'inc'} ? raised : lowered`;
  const stepped = rises && falls ? either : rises ? 'raised' : 'lowered';
  const condition = countCondition(shape);
  const rest = loadable && !loadFirst ? 'load ? loaded : count' : 'count';
  const counted = condition === '' ? `(${stepped})` : `((${condition}) ? (${stepped}) : ${rest})`;
  return `${cleared ? `clear ? ${literal(width, 0)} : ` : ''}${loadable && loadFirst ? 'load ? loaded : ' : ''}${counted}`;
}

function flagText(shape: CounterShape): string {
  const { terminal, width, last, rises, falls, enabled } = shape;
  const flag = ({ end, asked }: Way, level: number): string => {
    if (terminal === 'level') return `(count == ${literal(width, level)})`;
    const way = asked.includes('&&') ? `(${asked})` : asked;
    return `(${end})${way === '' ? '' : ` && ${way}`}${enabled ? ' && en' : ''}`;
  };
  return lines(
    rises && `assign top = ${flag(upward(shape), last)};`,
    falls && `assign bottom = ${flag(downward(shape), 0)};`,
  );
}

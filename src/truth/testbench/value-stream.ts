import type { Random } from '../../core/random.ts';

/** Gives the next value of an input, from what it was and what the other inputs of this step were given. */
export type ValueStream = (previous: bigint, others: readonly bigint[]) => bigint;

/** What a stream may know of the design. */
export interface StreamContext {
  bits: number;
  random: Random;
  /** Constants of the design's text that fit the width: what it compares its inputs with. */
  constants: readonly bigint[];
}

/** A stream of a kind drawn at random, for one segment of a random phase. */
export function drawStream(context: StreamContext): ValueStream {
  return context.bits === 1 ? drawBitStream(context.random) : drawWordStream(context);
}

/** Probabilities of a one. Rare ones and rare zeros reach what a fair coin does not: long runs and full counts. */
const WEIGHTS = [0.5, 0.5, 0.5, 0.125, 0.875, 0.03, 0.97] as const;

function drawBitStream(random: Random): ValueStream {
  const kind = random.integer(0, WEIGHTS.length + 3);
  const weight = WEIGHTS[kind];
  if (weight !== undefined) return () => (random.chance(weight) ? 1n : 0n);
  switch (kind - WEIGHTS.length) {
    case 0:
      return () => 0n;
    case 1:
      return () => 1n;
    case 2:
      return (previous) => 1n - previous;
    default: {
      const length = random.integer(2, 9);
      let count = 0;
      return (previous) => {
        count += 1;
        return count % length === 0 ? 1n - previous : previous;
      };
    }
  }
}

function drawWordStream(context: StreamContext): ValueStream {
  const { bits, random, constants } = context;
  const uniform = (): bigint => randomBits(random, bits);
  const kinds: ValueStream[] = [
    uniform,
    uniform,
    uniform,
    () => uniform() & uniform(),
    () => uniform() | uniform(),
    (previous) => previous,
    (previous) => BigInt.asUintN(bits, previous + 1n),
    (previous) => BigInt.asUintN(bits, previous - 1n),
    (previous) => (random.chance(0.2) ? uniform() : previous),
    () => randomCorner(random, bits),
    () => BigInt.asUintN(bits, BigInt(random.integer(0, 3))),
    (_, others) => nearAnother(context, others),
  ];
  const known: ValueStream[] = constants.length === 0 ? [] : [0, 1, 2].map(() => () => nearConstant(context));
  const all = [...kinds, ...known];
  return all[random.integer(0, all.length - 1)]!;
}

/** All zero, all ones, extremes of signed numbers, alternating, one-hot and one-cold values of a width. */
export function cornerValues(bits: number): bigint[] {
  const ones = (1n << BigInt(bits)) - 1n;
  const alternating = BigInt(`0x${'5'.repeat(Math.ceil(bits / 4))}`) & ones;
  const top = 1n << BigInt(bits - 1);
  const single = Array.from({ length: bits }, (_, bit) => 1n << BigInt(bit));
  const cold = single.map((value) => ones ^ value);
  const values = [0n, ones, alternating, ones ^ alternating, top, top - 1n, 1n, ones - 1n];
  return [...new Set([...values, ...single, ...cold])];
}

/** A uniform value of `bits` bits. */
export function randomBits(random: Random, bits: number): bigint {
  let value = 0n;
  for (let taken = 0; taken < bits; taken += 32) value = (value << 32n) | BigInt(random.next());
  return BigInt.asUintN(bits, value);
}

function randomCorner(random: Random, bits: number): bigint {
  const ones = (1n << BigInt(bits)) - 1n;
  const single = 1n << BigInt(random.integer(0, bits - 1));
  const values: [bigint, ...bigint[]] = [0n, ones, single, ones ^ single, 1n << BigInt(bits - 1)];
  return random.pick(values);
}

/** Comparisons and detectors see their constants only when these are tried, with their neighbours. */
function nearConstant({ bits, random, constants }: StreamContext): bigint {
  const constant = constants[random.integer(0, constants.length - 1)]!;
  const choice = random.integer(0, 5);
  if (choice === 0) return BigInt.asUintN(bits, constant + 1n);
  if (choice === 1) return BigInt.asUintN(bits, constant - 1n);
  if (choice === 2) return constant ^ (1n << BigInt(random.integer(0, bits - 1)));
  return constant;
}

/** Equal, neighbouring or opposite operands decide comparators, adders and subtracters. */
function nearAnother({ bits, random }: StreamContext, others: readonly bigint[]): bigint {
  if (others.length === 0) return randomBits(random, bits);
  const other = others[random.integer(0, others.length - 1)]!;
  const values: [bigint, ...bigint[]] = [other, other, other + 1n, other - 1n, ~other, -other];
  return BigInt.asUintN(bits, random.pick(values));
}

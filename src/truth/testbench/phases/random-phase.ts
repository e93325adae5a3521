import type { Random } from '../../../core/random.ts';
import type { DesignInterface } from '../design-interface.ts';
import type { InputVector, Phase, Step } from '../stimuli.ts';
import { drawStream, type ValueStream } from '../value-stream.ts';
import { constantsOf } from './corner-phase.ts';
import { apply, restingVector, vectorOf, withResets } from './input-vectors.ts';
import { clockOf, resetSequence } from './reset-phases.ts';

export interface RandomPhase {
  cycles: number;
  /** Chance of a reset in a cycle. */
  resets: number;
}

/** Cycles for which every input keeps its kind of stream; long ones let slow designs get somewhere. */
const SEGMENTS = [6, 16, 40, 100] as const;

/** Chance of a change between two cycles that no edge sees: outputs that follow inputs must, registers must not. */
const BETWEEN_EDGES = 0.08;

/**
 * Weighted random inputs: for each segment every input draws a kind of stream (uniform, sparse, dense, held, counting,
 * toggling, corners, constants of the design, near another input).
 */
export function randomPhase(design: DesignInterface, random: Random, { cycles, resets }: RandomPhase): Phase {
  const steps: Step[] = resetSequence(design, 2);
  let vector = restingVector(design);
  let streams: readonly ValueStream[] = [];
  let left = 0;
  for (let cycle = 0; cycle < cycles; cycle += 1) {
    if (left === 0) {
      streams = drawStreams(design, random);
      left = random.pick(SEGMENTS);
    }
    left -= 1;
    vector = nextVector(design, vector, streams);
    if (design.clocks.length > 0 && random.chance(BETWEEN_EDGES))
      steps.push({ kind: 'settle', inputs: vector });
    const clock = clockOf(design, random);
    if (resets > 0 && design.resets.length > 0 && random.chance(resets)) {
      steps.push(...suddenReset(design, random, vector, clock));
    } else steps.push(apply(design, vector, clock));
  }
  const often = resets > 0 && design.resets.length > 0 ? ', with resets in between' : '';
  const unit = design.clocks.length === 0 ? 'vectors' : 'cycles';
  return { title: `${cycles} ${unit} of weighted random inputs${often}`, steps };
}

/** Vectors of one segment: every input keeps one kind of stream, drawn anew. */
export function randomSegment(
  design: DesignInterface,
  random: Random,
  start: InputVector,
  length: number,
): InputVector[] {
  const streams = drawStreams(design, random);
  const vectors: InputVector[] = [];
  for (let at = 0; at < length; at += 1) vectors.push(nextVector(design, vectors.at(-1) ?? start, streams));
  return vectors;
}

function drawStreams(design: DesignInterface, random: Random): ValueStream[] {
  return design.inputs.map(({ bits }) => drawStream({ bits, random, constants: constantsOf(design, bits) }));
}

function nextVector(
  design: DesignInterface,
  before: InputVector,
  streams: readonly ValueStream[],
): InputVector {
  const given: { bits: number; value: bigint }[] = [];
  return vectorOf(design, (at, bits) => {
    const others = given.filter((other) => other.bits === bits).map((other) => other.value);
    const value = streams[at]!(before[at]!, others);
    given.push({ bits, value });
    return value;
  });
}

/** One reset (or all), over an edge or between two. */
function suddenReset(design: DesignInterface, random: Random, vector: InputVector, clock: number): Step[] {
  const one = random.integer(0, design.resets.length - 1);
  const all = random.chance(0.25);
  const asserted = withResets(design, vector, (at) => all || at === one);
  if (random.chance(0.3)) {
    return [
      { kind: 'settle', inputs: asserted },
      { kind: 'settle', inputs: vector },
    ];
  }
  return Array.from({ length: random.integer(1, 2) }, () => apply(design, asserted, clock));
}

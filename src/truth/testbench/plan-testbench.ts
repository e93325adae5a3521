import { createRandom } from '../../core/random.ts';
import { type DesignInterface, isCombinational } from './design-interface.ts';
import { activeLevelPhase, overlappingClocksPhase } from './phases/clock-phases.ts';
import { cornerPhase } from './phases/corner-phase.ts';
import { EXHAUSTIVE_BITS, exhaustivePhase, inputBits } from './phases/exhaustive-phase.ts';
import { holdPhase } from './phases/hold-phase.ts';
import { randomPhase } from './phases/random-phase.ts';
import { resetPhases } from './phases/reset-phases.ts';
import { transactionPhase } from './phases/transaction-phase.ts';
import type { Phase } from './stimuli.ts';

/** How much is tried; each level draws new stimuli, the higher ones longer. */
export type Effort = 0 | 1 | 2 | 3;

export const HIGHEST_EFFORT: Effort = 3;

/** Sizes of the random parts at each level, in cycles (vectors where there is no clock). */
const SIZES = [
  { random: 150, resets: 100, corners: 80, transactions: 12, levels: 12, holds: 2, held: 80 },
  { random: 500, resets: 300, corners: 200, transactions: 40, levels: 120, holds: 4, held: 600 },
  { random: 2_000, resets: 700, corners: 600, transactions: 100, levels: 400, holds: 8, held: 5_000 },
  { random: 5_000, resets: 1_500, corners: 600, transactions: 200, levels: 800, holds: 4, held: 50_000 },
] as const;

/** Stimuli of one level for a design. The same design, seed and level give the same stimuli. */
export function planTestbench(design: DesignInterface, seed: string, effort: Effort): Phase[] {
  const random = createRandom(`${seed}/${effort}`);
  const size = SIZES[effort];
  if (isCombinational(design)) {
    const small = inputBits(design) <= EXHAUSTIVE_BITS;
    const exhaustive = small && effort === 0 ? [exhaustivePhase(design, random.fork('exhaustive'))] : [];
    return [
      ...exhaustive,
      ...(small ? [] : [cornerPhase(design, random.fork('corners'), size.corners)]),
      randomPhase(design, random.fork('random'), {
        cycles: small ? size.random / 2 : size.random,
        resets: 0,
      }),
    ];
  }
  const transactions = transactionPhase(design, random.fork('transactions'), size.transactions);
  return [
    ...resetPhases(design, random.fork('resets')),
    cornerPhase(design, random.fork('corners'), size.corners),
    randomPhase(design, random.fork('random'), { cycles: size.random, resets: 0 }),
    ...(design.resets.length === 0
      ? []
      : [randomPhase(design, random.fork('random resets'), { cycles: size.resets, resets: 0.04 })]),
    ...(transactions === undefined ? [] : [transactions]),
    activeLevelPhase(design, random.fork('levels'), {
      cycles: size.levels,
      ...(effort === 0 ? { held: 0, resets: 0 } : { held: 0.85, resets: 0.05 }),
    }),
    ...(design.clocks.length > 1 ? [overlappingClocksPhase(design, random.fork('clocks'), size.random)] : []),
    holdPhase(design, random.fork('holds'), size.holds, size.held),
  ];
}

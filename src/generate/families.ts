import { arbiter } from './categories/arbiter.ts';
import { busSlave } from './categories/bus-slave.ts';
import { clockDivider } from './categories/clock-divider.ts';
import { comparator } from './categories/comparator.ts';
import { comparatorWithOptions } from './categories/comparator-options.ts';
import { counterBasic } from './categories/counter-basic.ts';
import { counterGray } from './categories/counter-gray.ts';
import { counterJohnson } from './categories/counter-johnson.ts';
import { counterLfsr } from './categories/counter-lfsr.ts';
import { counterLoad } from './categories/counter-load.ts';
import { counterWithOptions } from './categories/counter-options.ts';
import { counterUpdown } from './categories/counter-updown.ts';
import { debouncer } from './categories/debouncer.ts';
import { dividerWithOptions } from './categories/divider-options.ts';
import { edgeDetector } from './categories/edge-detector.ts';
import { edgeWithOptions } from './categories/edge-options.ts';
import { fifo } from './categories/fifo.ts';
import { fsm2State } from './categories/fsm-2state.ts';
import { fsm3State } from './categories/fsm-3state.ts';
import { fsmHandshake } from './categories/fsm-handshake.ts';
import { fsmSequence } from './categories/fsm-sequence.ts';
import { handshakeSender } from './categories/handshake-sender.ts';
import { memoryRam } from './categories/memory-ram.ts';
import { memoryRom } from './categories/memory-rom.ts';
import { mux } from './categories/mux.ts';
import { muxWithOptions } from './categories/mux-options.ts';
import { pipeline } from './categories/pipeline.ts';
import { pisoFrame } from './categories/piso-frame.ts';
import { pwm } from './categories/pwm.ts';
import { registerBasic } from './categories/register-basic.ts';
import { registerWithOptions } from './categories/register-options.ts';
import { registerSetReset } from './categories/register-set-reset.ts';
import { sequenceDetector } from './categories/sequence-detector.ts';
import { shiftAmount } from './categories/shift-amount.ts';
import { shiftRegister } from './categories/shift-direction.ts';
import { shiftOperations } from './categories/shift-operations.ts';
import { shiftPiso } from './categories/shift-piso.ts';
import { shiftSipo } from './categories/shift-sipo.ts';
import { shiftUniversal } from './categories/shift-universal.ts';
import { sipoWord } from './categories/sipo-word.ts';
import { tableMachine } from './categories/table-machine.ts';
import type { AnyCategory, Category } from './category.ts';
import type { DesignFamily } from './design-family.ts';
import { mixedFamily, suitable } from './mixed-family.ts';

/** The design family of every category of S1. `data/samples` is drawn from these: another draw changes its bytes. */
export const FAMILIES: Readonly<Record<Category, DesignFamily>> = {
  clock_divider: clockDivider,
  comparator,
  counter_basic: counterBasic,
  counter_load: counterLoad,
  counter_updown: counterUpdown,
  edge_detector: edgeDetector,
  fsm_2state: fsm2State,
  fsm_3state: fsm3State,
  fsm_handshake: fsmHandshake,
  fsm_sequence: fsmSequence,
  mux,
  register_basic: registerBasic,
  register_set_reset: registerSetReset,
  shift_left: shiftRegister('left'),
  shift_piso: shiftPiso,
  shift_right: shiftRegister('right'),
  shift_sipo: shiftSipo,
  shift_universal: shiftUniversal,
};

const BOTH_KINDS = ['moore', 'mealy'] as const;

/**
 * The families of every category, those of S1 with more options than the samples are drawn from. What these draw
 * may change with a version; `FAMILIES` may not.
 */
export const ALL_FAMILIES: Readonly<Record<AnyCategory, DesignFamily>> = {
  clock_divider: mixedFamily(clockDivider, dividerWithOptions),
  comparator: mixedFamily(comparator, comparatorWithOptions),
  counter_basic: mixedFamily(counterBasic, counterWithOptions('counter_basic', ['up', 'down'], false)),
  counter_load: mixedFamily(counterLoad, counterWithOptions('counter_load', ['up', 'down'], true)),
  counter_updown: mixedFamily(
    counterUpdown,
    counterWithOptions('counter_updown', ['up_input', 'inc_dec'], 'maybe'),
  ),
  edge_detector: mixedFamily(edgeDetector, edgeWithOptions),
  fsm_2state: mixedFamily(
    fsm2State,
    tableMachine({ category: 'fsm_2state', complexity: 'intermediate', kinds: BOTH_KINDS, states: [2, 2] }),
  ),
  // Where a state lasts one cycle, its RTL still has a branch to stay in it: a transition that nothing can take.
  fsm_3state: mixedFamily(
    suitable(fsm3State, ({ work_cycles }) => work_cycles !== 1),
    tableMachine({ category: 'fsm_3state', complexity: 'advanced', kinds: BOTH_KINDS, states: [3, 3] }),
  ),
  fsm_handshake: mixedFamily(
    suitable(fsmHandshake, ({ wait_cycles }) => wait_cycles !== 1),
    handshakeSender,
  ),
  // Not the samples' own: its testbenches seldom reset in the middle of a pattern and kill too few mutants.
  fsm_sequence: sequenceDetector('fsm_sequence'),
  mux: mixedFamily(mux, muxWithOptions),
  register_basic: mixedFamily(
    registerBasic,
    registerWithOptions({
      category: 'register_basic',
      always: ['load'],
      optional: ['clear', 'toggle'],
      most: 1,
    }),
  ),
  register_set_reset: mixedFamily(
    registerSetReset,
    registerWithOptions({
      category: 'register_set_reset',
      always: ['set', 'clear'],
      optional: ['load', 'toggle', 'set_bits', 'clear_bits', 'toggle_bits'],
      most: 3,
    }),
  ),
  shift_left: mixedFamily(shiftRegister('left'), shiftAmount('left')),
  // The samples' testbench resets too often to shift a wide word out behind a reset.
  shift_piso: mixedFamily(
    suitable(shiftPiso, ({ width }) => Number(width) <= 8),
    pisoFrame,
  ),
  shift_right: mixedFamily(shiftRegister('right'), shiftAmount('right')),
  shift_sipo: mixedFamily(shiftSipo, sipoWord),
  shift_universal: mixedFamily(shiftUniversal, shiftOperations),
  arbiter,
  bus_slave: busSlave,
  counter_gray: counterGray,
  counter_johnson: counterJohnson,
  counter_lfsr: counterLfsr,
  debouncer,
  fifo,
  fsm_mealy: tableMachine({
    category: 'fsm_mealy',
    complexity: 'advanced',
    kinds: ['mealy'],
    states: [2, 6],
  }),
  fsm_moore: tableMachine({
    category: 'fsm_moore',
    complexity: 'advanced',
    kinds: ['moore'],
    states: [3, 7],
  }),
  // Two RAMs for each ROM.
  memory: mixedFamily(memoryRam, memoryRam, memoryRom),
  pipeline,
  pwm,
  sequence_detector: sequenceDetector('sequence_detector'),
};

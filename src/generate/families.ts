import { clockDivider } from './categories/clock-divider.ts';
import { comparator } from './categories/comparator.ts';
import { counterBasic } from './categories/counter-basic.ts';
import { counterGray } from './categories/counter-gray.ts';
import { counterLoad } from './categories/counter-load.ts';
import { counterUpdown } from './categories/counter-updown.ts';
import { edgeDetector } from './categories/edge-detector.ts';
import { fsm2State } from './categories/fsm-2state.ts';
import { fsm3State } from './categories/fsm-3state.ts';
import { fsmHandshake } from './categories/fsm-handshake.ts';
import { fsmSequence } from './categories/fsm-sequence.ts';
import { mux } from './categories/mux.ts';
import { registerBasic } from './categories/register-basic.ts';
import { registerSetReset } from './categories/register-set-reset.ts';
import { shiftRegister } from './categories/shift-direction.ts';
import { shiftPiso } from './categories/shift-piso.ts';
import { shiftSipo } from './categories/shift-sipo.ts';
import { shiftUniversal } from './categories/shift-universal.ts';
import type { AnyCategory, Category } from './category.ts';
import type { DesignFamily } from './design-family.ts';

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

/**
 * The families of every category, those of S1 with more options than the samples are drawn from. What these draw
 * may change with a version; `FAMILIES` may not.
 */
export const ALL_FAMILIES: Readonly<Record<AnyCategory, DesignFamily>> = {
  ...FAMILIES,
  counter_gray: counterGray,
};

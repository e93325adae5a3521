/** S1's 18 generator categories of V4, by the names that its records carry. */
export const CATEGORIES = [
  'clock_divider',
  'comparator',
  'counter_basic',
  'counter_load',
  'counter_updown',
  'edge_detector',
  'fsm_2state',
  'fsm_3state',
  'fsm_handshake',
  'fsm_sequence',
  'mux',
  'register_basic',
  'register_set_reset',
  'shift_left',
  'shift_piso',
  'shift_right',
  'shift_sipo',
  'shift_universal',
] as const;

/** Classes of designs that V4 had none of and V5 asked for. */
export const GENERATED_CLASSES = [
  'arbiter',
  'bus_slave',
  'counter_gray',
  'counter_johnson',
  'counter_lfsr',
  'debouncer',
  'fifo',
  'fsm_mealy',
  'fsm_moore',
  'memory',
  'pipeline',
  'pwm',
  'sequence_detector',
] as const;

/** Every category that the generator has designs of. */
export const ALL_CATEGORIES = [...CATEGORIES, ...GENERATED_CLASSES] as const;

export type Category = (typeof CATEGORIES)[number];
export type AnyCategory = (typeof ALL_CATEGORIES)[number];

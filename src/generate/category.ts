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

export type Category = (typeof CATEGORIES)[number];

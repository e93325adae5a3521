/**
 * The one domain taxonomy. Every recorded category name of the systems we read maps into it, by the tables below;
 * a name in none of them stays `unclassified` and is reported, never guessed.
 */
export const DOMAINS = [
  'combinational_logic',
  'mux_demux',
  'codec',
  'arithmetic',
  'comparator',
  'register',
  'counter',
  'shift_register',
  'fsm',
  'controller',
  'memory',
  'clocking',
  'reset',
  'edge_detector',
  'synchronizer',
  'bus_protocol',
  'serial_protocol',
  'glue',
  'verification',
] as const;

export type Domain = (typeof DOMAINS)[number];

/** S1, V4 generator: 18 categories. */
const S1_GENERATOR: Readonly<Record<string, Domain>> = {
  fsm_handshake: 'fsm',
  fsm_2state: 'fsm',
  fsm_3state: 'fsm',
  fsm_sequence: 'fsm',
  counter_basic: 'counter',
  counter_updown: 'counter',
  counter_load: 'counter',
  mux: 'mux_demux',
  register_basic: 'register',
  register_set_reset: 'register',
  comparator: 'comparator',
  clock_divider: 'clocking',
  edge_detector: 'edge_detector',
  shift_left: 'shift_register',
  shift_right: 'shift_register',
  shift_universal: 'shift_register',
  shift_piso: 'shift_register',
  shift_sipo: 'shift_register',
};

/** Classes that this project's generator adds to these. */
const GENERATED_CLASSES: Readonly<Record<string, Domain>> = {
  arbiter: 'controller',
  bus_slave: 'bus_protocol',
  counter_gray: 'counter',
  counter_johnson: 'counter',
  counter_lfsr: 'counter',
  debouncer: 'synchronizer',
  fifo: 'memory',
  fsm_mealy: 'fsm',
  fsm_moore: 'fsm',
  pipeline: 'arithmetic',
  pwm: 'counter',
  sequence_detector: 'fsm',
};

/** S1, benchmark of V3 and V4: 10 categories. */
const S1_BENCHMARK: Readonly<Record<string, Domain>> = {
  async_reset: 'reset',
  sync_reset: 'reset',
  enable_control: 'register',
  load_enable: 'register',
  enable_gating: 'clocking',
  edge_detect: 'edge_detector',
  shift_register: 'shift_register',
  updown_counter: 'counter',
  clock_divider: 'clocking',
  fsm: 'fsm',
};

/** S1, hierarchy.v1: L1, L1/L2 and, where L3 decides otherwise than its L2, L1/L2/L3. */
const S1_HIERARCHY: Readonly<Record<string, Domain>> = {
  'sequential/fsm': 'fsm',
  'sequential/controller': 'controller',
  'sequential/counter': 'counter',
  'sequential/shiftregister': 'shift_register',
  'sequential/memory': 'memory',
  'combinational/arithmetic': 'arithmetic',
  'combinational/arithmetic/comparator': 'comparator',
  'combinational/arithmetic/bitwise': 'combinational_logic',
  'combinational/muxdemux': 'mux_demux',
  'combinational/codecs': 'codec',
  'combinational/logic': 'combinational_logic',
  'combinational/glue': 'glue',
  'interface/protocol': 'bus_protocol',
  'interface/protocol/uart_tx': 'serial_protocol',
  'interface/protocol/uart_rx': 'serial_protocol',
  'interface/protocol/spi_master': 'serial_protocol',
  'interface/protocol/spi_slave': 'serial_protocol',
  'interface/protocol/i2c_controller': 'serial_protocol',
  'interface/protocol/i2c_target': 'serial_protocol',
  'timingclocking/clocking': 'clocking',
  'timingclocking/reset': 'reset',
  'cdc/synchronizers': 'synchronizer',
  'edgedetect/edge': 'edge_detector',
  'verification/testbench': 'verification',
  'verification/formal': 'verification',
  combinational: 'combinational_logic',
  edgedetect: 'edge_detector',
  cdc: 'synchronizer',
  verification: 'verification',
};

const OWN_NAMES = Object.fromEntries(DOMAINS.map((domain) => [domain, domain]));

/** Recorded category name (lower case) to domain. */
export const CATEGORY_DOMAINS: Readonly<Record<string, Domain>> = {
  ...OWN_NAMES,
  ...S1_HIERARCHY,
  ...S1_BENCHMARK,
  ...S1_GENERATOR,
  ...GENERATED_CLASSES,
};

/**
 * The domain of a recorded category name, or undefined for a name in no table. A hierarchy path that is not
 * listed takes its parent's domain: `Sequential/FSM/Mealy` is an `fsm`.
 */
export function domainOfCategory(category: string): Domain | undefined {
  for (
    let name = category.trim().toLowerCase();
    name !== '';
    name = name.slice(0, Math.max(0, name.lastIndexOf('/')))
  ) {
    const domain = CATEGORY_DOMAINS[name];
    if (domain !== undefined) return domain;
  }
  return undefined;
}

/** How much a fault weighs: a false claim, something that makes a text useless, or a flaw. */
type FaultWeight = 'false' | 'unusable' | 'flaw';

/** What a check found in a description. */
export interface DescriptionFault {
  check:
    | 'width'
    | 'reset_polarity'
    | 'reset_kind'
    | 'clock_edge'
    | 'state_count'
    | 'port_count'
    | 'direction'
    | 'unknown_name'
    | 'leaked_code'
    | 'boilerplate'
    | 'refusal'
    | 'language'
    | 'benchmark'
    | 'port_not_named';
  weight: FaultWeight;
  /** What the text says and what the module shows. */
  reason: string;
  /** The place in the text. */
  excerpt: string;
}

/** When a filter decides over a text. Parameters of the stage; part of the key of its facts. */
export interface ScreenThresholds {
  /** Filters that may reject; what is left out here lets pass. */
  reject: readonly string[];
  max_lines: number;
  /** Characters. */
  max_line_length: number;
  /** Tokens of code, comments not counted. */
  min_tokens: number;
  /** A table has at least so many literals, and they are at least this share of all tokens. */
  data_table_literals: number;
  data_table_share: number;
  /** A netlist has at least so many cells, and they are at least this share of all that drives something. */
  netlist_cells: number;
  netlist_share: number;
}

import { looksLikeVerilog } from '../../verilog/verilog-likeness.ts';
import { benchDetail } from './bench-detail.ts';
import { isKitName } from './cell-names.ts';
import { generatedMark } from './generated-code.ts';
import type { PathClass, Screening } from './screen-text.ts';
import type { TextFacts, UnitFacts } from './text-facts.ts';
import type { ScreenThresholds } from './thresholds.ts';

/** A text with what was counted in it. */
export interface Subject {
  text: string;
  pathClass: PathClass;
  facts: TextFacts;
}

/** One question about a text. */
interface Filter {
  name: string;
  decision: Screening['decision'];
  /** What it saw, or undefined when it does not fire. */
  fires: (subject: Subject, thresholds: ScreenThresholds) => string | undefined;
}

/** In this order: what is no text of interest at all, then companions, then what is no design of a person. */
export const FILTERS: readonly Filter[] = [
  { name: 'empty', decision: 'rejected', fires: empty },
  { name: 'not_verilog', decision: 'rejected', fires: notVerilog },
  { name: 'too_long', decision: 'rejected', fires: tooLong },
  { name: 'long_line', decision: 'rejected', fires: longLine },
  { name: 'include', decision: 'kept', fires: include },
  { name: 'package', decision: 'kept', fires: packagesOnly },
  { name: 'data_table', decision: 'rejected', fires: dataTable },
  { name: 'generated', decision: 'rejected', fires: generated },
  { name: 'cell_library', decision: 'rejected', fires: cellLibrary },
  { name: 'blackbox', decision: 'rejected', fires: blackbox },
  { name: 'netlist', decision: 'rejected', fires: netlist },
  { name: 'testbench', decision: 'testbench', fires: benchDetail },
  { name: 'no_rtl', decision: 'rejected', fires: noRtl },
  { name: 'too_short', decision: 'rejected', fires: tooShort },
];

/** Names of the filters that may reject. */
export const REJECTING_FILTERS: readonly string[] = FILTERS.filter(
  ({ decision }) => decision === 'rejected',
).map(({ name }) => name);

function empty({ facts }: Subject): string | undefined {
  if (facts.tokens > 0) return undefined;
  return facts.lines === 0 ? 'the file is empty' : 'nothing but comments and blank lines';
}

const OUTER_ITEM =
  /^\s*(?:`[A-Za-z_]\w*|(?:parameter|localparam|function|task|typedef|import|wire|reg|logic|input|output|property|sequence|assert|assume|bind|generate)\b[^;]*;)/m;

function notVerilog({ text, facts, pathClass }: Subject): string | undefined {
  // Fragments that others include may be anything; only their names tell.
  if (pathClass === 'header' || facts.units.length > 0 || OUTER_ITEM.test(text) || looksLikeVerilog(text))
    return undefined;
  return 'no module, no directive and no statement of Verilog';
}

function tooLong({ facts }: Subject, { max_lines }: ScreenThresholds): string | undefined {
  return facts.lines > max_lines ? `${facts.lines} lines, the limit is ${max_lines}` : undefined;
}

function longLine({ facts }: Subject, { max_line_length }: ScreenThresholds): string | undefined {
  const { longestLine } = facts;
  if (longestLine <= max_line_length) return undefined;
  return `a line of ${longestLine} characters, the limit is ${max_line_length}`;
}

function include({ facts }: Subject): string | undefined {
  return facts.units.length === 0 ? 'no module: text that others include' : undefined;
}

function packagesOnly({ facts }: Subject): string | undefined {
  const kinds = [...new Set(facts.units.map(({ unit }) => unit.kind))];
  const isCompanion = kinds.every((kind) => kind === 'package' || kind === 'interface');
  return isCompanion ? `${kinds.join(' and ')}, no module` : undefined;
}

function dataTable(
  { facts }: Subject,
  { data_table_literals, data_table_share }: ScreenThresholds,
): string | undefined {
  const { literals, tokens } = facts;
  const isTable = literals >= data_table_literals && literals >= tokens * data_table_share;
  return isTable ? `${literals} of ${tokens} tokens are literals` : undefined;
}

function generated({ text, facts }: Subject): string | undefined {
  const mark = generatedMark(text, facts.units[0]?.unit.start);
  return mark === undefined ? undefined : `${mark.name}: \`${mark.words.slice(0, 80)}\``;
}

/** Models of library cells: every unit between `` `celldefine ``s, named as a kit's cells, or a primitive's table. */
function cellLibrary({ facts }: Subject): string | undefined {
  const { units, celldefines, specifies } = facts;
  const designs = units.filter(({ unit }) => unit.kind === 'module' || unit.kind === 'primitive');
  if (designs.length === 0) return undefined;
  const kit = designs.filter(({ unit }) => isKitName(unit.name)).length;
  if (kit === designs.length) return `cells of a process design kit: ${designs[0]!.unit.name}`;
  if (designs.every(({ unit }) => unit.kind === 'primitive'))
    return `${designs.length} user-defined primitives`;
  if (celldefines * 2 >= designs.length && celldefines > 0) return `${celldefines} cells between celldefine`;
  const isTimed = specifies * 2 >= designs.length && designs.every((unit) => unit.processes === 0);
  return isTimed ? `${specifies} specify blocks around gates` : undefined;
}

function blackbox({ facts }: Subject): string | undefined {
  const modules = modulesOf(facts);
  const isStub = (module: UnitFacts): boolean =>
    module.unit.hasPorts && module.unit.closed && module.statements + module.macros + module.checks === 0;
  if (modules.length === 0 || !modules.every(isStub)) return undefined;
  return `${modules.length} modules with ports and an empty body: ${modules[0]!.unit.name}`;
}

/** Gates by hand are designs; hundreds of them are a benchmark circuit or a tool's output. */
const MANY_GATES = 100;
const MOST_GATES_SHARE = 0.9;
/** Share of all names that tools gave, and how many they are at least. */
const TOOL_NAME_SHARE = 0.3;
const MANY_TOOL_NAMES = 200;

function netlist({ facts }: Subject, { netlist_cells, netlist_share }: ScreenThresholds): string | undefined {
  const sum = (count: (unit: UnitFacts) => number): number =>
    facts.units.reduce((total, unit) => total + count(unit), 0);
  const [cells, gates] = [sum(({ cells }) => cells), sum(({ gates }) => gates)];
  const drivers = gates + sum(({ instances, assigns, processes }) => instances + assigns + processes);
  if (cells >= netlist_cells && cells >= drivers * netlist_share) {
    return `${cells} of ${drivers} drivers are library cells`;
  }
  if (gates >= MANY_GATES && gates >= drivers * MOST_GATES_SHARE)
    return `${gates} of ${drivers} drivers are gates`;
  const { toolNames, names } = facts;
  const isNamedByTool = toolNames >= MANY_TOOL_NAMES && toolNames >= names * TOOL_NAME_SHARE;
  return isNamedByTool ? `${toolNames} of ${names} names are a tool's` : undefined;
}

/** Modules that only bind checkers, assert, or start a test of something that stands elsewhere. */
function noRtl({ facts }: Subject): string | undefined {
  const modules = modulesOf(facts);
  const hasLogic = modules.some(
    ({ unit, assigns, processes, instances, gates, functions, macros, initials }) =>
      assigns + processes + instances + gates + functions + macros + (unit.hasPorts ? initials : 0) > 0,
  );
  if (modules.length === 0 || hasLogic) return undefined;
  const binds = modules.reduce((total, module) => total + module.binds, 0);
  if (binds > 0) return `no Verilog design: ${binds} binds of checkers to other modules`;
  const checks = modules.reduce((total, module) => total + module.checks, 0);
  if (checks > 0) return `no Verilog design: ${checks} assertions and no logic`;
  const initials = modules.reduce((total, module) => total + module.initials, 0);
  if (initials > 0) return 'no Verilog design: starts a simulation and instantiates nothing';
  return 'no Verilog design: nothing drives anything';
}

function tooShort({ facts }: Subject, { min_tokens }: ScreenThresholds): string | undefined {
  return facts.tokens < min_tokens
    ? `${facts.tokens} tokens, at least ${min_tokens} are asked for`
    : undefined;
}

function modulesOf({ units }: TextFacts): UnitFacts[] {
  return units.filter(({ unit }) => unit.kind === 'module');
}

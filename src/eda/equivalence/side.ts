import type { SourceFile } from '../simulation-job.ts';
import type { ToolRun } from '../toolbox.ts';
import { firstError, readCommands } from '../yosys-source.ts';
import { type NetlistFacts, readNetlistFacts } from './netlist-facts.ts';

/** The two designs of a comparison, by the names that Yosys's own commands give them. */
export type SideName = 'gold' | 'gate';

/** One design, elaborated and flattened to RTLIL text, or why it cannot be compared. */
export type Side =
  | {
      netlist: string;
      json: string;
      facts: NetlistFacts /** Nothing but its structure can be trusted. */;
      hasLoop: boolean;
    }
  | { problem: string };

/** The name of a side's module in scripts; designs rarely have it. */
export function moduleOf(side: SideName): string {
  return `quarry_${side}`;
}

/** The outputs of a script with `sideScript` in it. */
export function sideOutputs(side: SideName): string[] {
  return [`${side}.il`, `${side}.json`, `${side}.drivers`, `${side}.loops`];
}

/**
 * Commands that elaborate a design down to cells and registers. Nothing here may use an unknown value to simplify, or
 * forget an initial one: `opt -full`, `opt_dff` and a plain `opt_expr` do.
 * @param output keep only this output of the top module
 */
export function sideScript(
  side: SideName,
  files: readonly SourceFile[],
  top: string,
  output: string | undefined,
): string {
  return [
    ...readCommands(files),
    `hierarchy -check -top ${top}`,
    // Yosys takes a module of ports and parameters alone for one that is defined elsewhere.
    `setattr -mod -unset blackbox =${top}`,
    'proc -noopt',
    'flatten',
    'chformal -remove',
    // Now: any simplification takes one of two drivers for the truth.
    `tee -q -o @out/${side}.drivers check`,
    // Yosys wants to see that what initialises a memory always does.
    'opt_expr -keepdc',
    'memory -nomap',
    'opt_expr -keepdc',
    ...(output === undefined ? [] : keepOutput(top, output)),
    'opt_clean -purge',
    'memory_map',
    `rename ${top} ${moduleOf(side)}`,
    `write_json @out/${side}.json`,
    `write_rtlil @out/${side}.il`,
    // Bit by bit, so that a vector which feeds its own next bit is no loop.
    'simplemap',
    `tee -q -o @out/${side}.loops check`,
    'design -reset',
  ].join('\n');
}

function keepOutput(top: string, output: string): string[] {
  return [`select -assert-count 1 ${top}/o:${output}`, `delete -port ${top}/o:* ${top}/o:${output} %d`];
}

/** Reads what a script with `sideScript` in it left. */
export function readSide(side: SideName, run: ToolRun): Side {
  const netlist = run.files[`${side}.il`];
  const json = run.files[`${side}.json`];
  const drivers = run.files[`${side}.drivers`];
  const loops = run.files[`${side}.loops`];
  if (netlist === undefined || json === undefined || drivers === undefined || loops === undefined)
    return { problem: problemOf(side, run) };
  const facts = readNetlistFacts(json, moduleOf(side));
  if (facts === undefined) return { problem: `${side}: the top module is lost in synthesis` };
  // Contradictions: of those, anything can be proved.
  if (/multiple conflicting drivers/.test(drivers)) return { problem: `${side}: conflicting drivers` };
  if (facts.unknownCells.length > 0)
    return { problem: `${side}: no model of the cells ${facts.unknownCells.join(', ')}` };
  if (facts.outputs === 0) return { problem: `${side}: there is no output to compare` };
  return { netlist, json, facts, hasLoop: /found logic loop/.test(loops) };
}

function problemOf(side: SideName, run: ToolRun): string {
  if (run.outcome !== 'ok' && run.outcome !== 'failed') return `${side}: ${run.outcome} while it was read`;
  return `${side}: ${firstError(run.log) ?? 'Yosys made no netlist'}`;
}

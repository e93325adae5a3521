import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadParser } from '../src/verilog/parser.ts';
import type { Fsm } from '../src/verilog/structure/module-structure.ts';
import { readStructure } from '../src/verilog/structure/structure.ts';

/**
 * How many of the known state machines of VerilogEval-Human the finder finds, and what it takes for one that is
 * none. `bench/verilogeval-fsms.json` lists the problems whose reference holds a state register, and those that ask
 * for the next-state logic alone: these are machines in the words of their problem, so they count neither way.
 * Usage: node bench/fsm-finder.ts [references.jsonl]
 */
const REFERENCES =
  process.argv[2] ??
  join(import.meta.dirname, '../../shared/data/benchmarks/verilogeval_human_references.jsonl');
const LEAST_FOUND = 28;
const MOST_FALSE = 1;

interface Reference {
  task_id: string;
  module_code: string;
}

if (!existsSync(REFERENCES)) {
  console.error(`No references at ${REFERENCES}: give the path of verilogeval_human_references.jsonl.`);
  process.exit(2);
}
const list = readFileSync(join(import.meta.dirname, 'verilogeval-fsms.json'), 'utf8');
const { machines, logic_only: logicOnly } = JSON.parse(list) as Record<'machines' | 'logic_only', string[]>;
await loadParser();
const found = new Map<string, Fsm[]>();
for (const line of readFileSync(REFERENCES, 'utf8')
  .split('\n')
  .filter((one) => one !== '')) {
  const reference = JSON.parse(line) as Reference;
  const fsms = (readStructure(reference.module_code) ?? []).flatMap((module) => module.fsms);
  found.set(reference.task_id, fsms);
}
const hits = machines.filter((task) => found.get(task)?.some((fsm) => fsm.stored));
const misses = machines.filter((task) => !hits.includes(task));
const wrong = [...found].filter(
  ([task, fsms]) => fsms.length > 0 && !machines.includes(task) && !logicOnly.includes(task),
);
for (const task of hits) {
  for (const fsm of found.get(task)!) console.log(`found   ${task}: ${describe(fsm)}`);
}
for (const task of logicOnly) {
  const fsms = found.get(task) ?? [];
  console.log(
    `logic   ${task}: ${fsms.length === 0 ? 'not found (not counted)' : fsms.map(describe).join('; ')}`,
  );
}
for (const task of misses) console.log(`missed  ${task}`);
for (const [task, fsms] of wrong) console.log(`false   ${task}: ${fsms.map(describe).join('; ')}`);
console.log(
  `${found.size} references: ${hits.length} of ${machines.length} machines found (at least ${LEAST_FOUND}), ` +
    `${wrong.length} false (at most ${MOST_FALSE})`,
);
process.exitCode = hits.length >= LEAST_FOUND && wrong.length <= MOST_FALSE ? 0 : 1;

function describe(fsm: Fsm): string {
  const next = fsm.nextState === undefined ? '' : ` next ${fsm.nextState}`;
  const states = `${fsm.reachable.length} of ${fsm.states.length} states reachable`;
  return (
    `${fsm.stateRegister}${next}, ${states}, ${fsm.transitions.length} transitions, ${fsm.encoding}, ${fsm.kind}, ` +
    `reset ${fsm.resetState ?? 'unknown'}${fsm.complete ? '' : ', incomplete'}`
  );
}

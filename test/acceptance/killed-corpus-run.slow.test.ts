import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, expect, test } from 'vitest';
import type { StageOutcome } from '../../src/engine/stage.ts';
import { stageContext } from '../../src/engine/stage-context.ts';
import { Warehouse } from '../../src/warehouse/warehouse.ts';
import { PROJECT_ROOT } from '../support/quarry.ts';
import { scratchFolder } from '../support/scratch.ts';
import { runSteps } from '../support/stage-run.ts';

const KILLED_AT = fileURLToPath(new URL('../support/killed-at.ts', import.meta.url));
const STAGES = ['gather', 'licence', 'screen', 'parse', 'closure', 'prove', 'classify-modules'];
const folder = scratchFolder();
const source = join(folder, 'design');
const steps = STAGES.map((stage) => ({ stage, with: stage === 'gather' ? { sources: [source] } : {} }));

const counter = (name: string) => `// SPDX-License-Identifier: MIT
module ${name} (input clk, rst, output reg [3:0] q);
  always @(posedge clk) if (rst) q <= 0; else q <= q + 1;
endmodule\n`;

beforeAll(() => {
  mkdirSync(source);
  writeFileSync(join(source, 'leaf.v'), counter('leaf'));
  writeFileSync(join(source, 'other.v'), counter('other'));
  writeFileSync(
    join(source, 'top.v'),
    'module top (input clk, rst, output [3:0] q); leaf u (.clk(clk), .rst(rst), .q(q)); endmodule\n',
  );
});

async function killAt(path: string, stage: string): Promise<string | null> {
  const child = spawn(process.execPath, [KILLED_AT, path, JSON.stringify(steps), stage], {
    stdio: 'inherit',
  });
  const [, signal] = (await once(child, 'exit')) as [number | null, string | null];
  return signal;
}

async function mine(path: string): Promise<{ outcomes: StageOutcome[]; told: string[]; rows: unknown }> {
  const warehouse = await Warehouse.open(path);
  const told: string[] = [];
  const silent = () => undefined;
  const progress = {
    started: silent,
    finished: silent,
    warn: silent,
    step: ({ stage }: { stage: string }) => told.push(stage),
  };
  const context = stageContext({ warehouse, progress, projectRoot: PROJECT_ROOT });
  try {
    const outcomes = await runSteps(
      context,
      ...steps.map(({ stage, with: parameters }) => [stage, parameters] as const),
    );
    return { outcomes, told, rows: await allRows(warehouse) };
  } finally {
    await warehouse.close();
  }
}

/** Every raw row and every fact, but for the time at which it was made. */
async function allRows(warehouse: Warehouse): Promise<Record<string, unknown[]>> {
  const tables = await warehouse.rows<{ name: string; columns: string }>(
    `SELECT schema_name || '.' || table_name AS name, string_agg(column_name, ', ' ORDER BY column_index) AS columns
     FROM duckdb_columns() WHERE schema_name IN ('raw', 'fact') AND NOT ends_with(column_name, '_at') GROUP BY ALL`,
  );
  const rows: Record<string, unknown[]> = {};
  for (const { name, columns } of tables) {
    rows[name] = await warehouse.rows(`SELECT ${columns} FROM ${name} ORDER BY ALL`);
  }
  return rows;
}

test('killed in every stage, one after the other, a run ends with the same rows; one more finds all done', async () => {
  const calm = await mine(join(folder, 'calm.duckdb'));
  expect(calm.outcomes.map(({ added }) => added)).toEqual([3, 3, 3, 3, 3, 3, 3]);

  const killed = join(folder, 'killed.duckdb');
  for (const stage of STAGES) expect(`${stage} ${await killAt(killed, stage)}`).toBe(`${stage} SIGKILL`);
  expect((await mine(killed)).rows).toEqual(calm.rows);

  const again = await mine(killed);
  expect(again.outcomes.map(({ added }) => added)).toEqual(STAGES.map(() => 0));
  expect(again.told).toEqual([]);
}, 900_000);

test('one changed file does again only what depends on it', async () => {
  writeFileSync(join(source, 'leaf.v'), counter('leaf').replace('q + 1', 'q + 3'));
  const { outcomes } = await mine(join(folder, 'calm.duckdb'));
  const added = Object.fromEntries(STAGES.map((stage, at) => [stage, outcomes[at]!.added]));
  // Files are rows of the new state of the folder; of `top`, which holds the leaf, the netlist is another.
  expect(added).toEqual({
    gather: 3,
    licence: 3,
    screen: 1,
    parse: 1,
    closure: 2,
    prove: 2,
    'classify-modules': 2,
  });
}, 900_000);

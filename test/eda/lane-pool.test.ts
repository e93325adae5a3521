import { afterAll, beforeAll, expect, test } from 'vitest';
import type { LaneReply } from '../../src/eda/lane.ts';
import { chooseSandbox, LanePool } from '../../src/eda/lane-pool.ts';
import { findTools, toolProgram } from '../../src/eda/tool-program.ts';
import { openToolbox } from '../../src/eda/toolbox.ts';

let pool: LanePool;
beforeAll(async () => {
  pool = await LanePool.open(toolProgram(findTools(), chooseSandbox({}), 1024 * 1024), 2);
});
afterAll(() => pool.close());

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** An attempt that ends as the list says, the last entry again and again; notes patience and company of each. */
function attempts(...ends: LaneReply['ended'][]) {
  const seen: { patience: number; company: number }[] = [];
  const make = async (_: unknown, patience: number) => {
    running += 1;
    await pause(20);
    seen.push({ patience, company: running - 1 });
    running -= 1;
    return { laneEnded: ends[Math.min(seen.length, ends.length) - 1]! };
  };
  return { seen, make };
}
let running = 0;

test('what wall time ended in company is tried alone, with more of it', async () => {
  const slow = Array.from({ length: 2 }, () => attempts('wall_limit', 'done'));
  const others = Array.from({ length: 8 }, () => attempts('done'));
  const results = await Promise.all([...slow, ...others].map(({ make }) => pool.run(make)));
  expect(results.map(({ retried }) => retried)).toEqual([true, true, ...others.map(() => false)]);
  for (const { seen } of slow) {
    expect(seen).toHaveLength(2);
    expect(seen[0]!.patience).toBe(1);
    expect(seen[1]).toEqual({ patience: 5, company: 0 });
  }
  expect(slow[0]!.seen[0]!.company).toBe(1);
});

test('what wall time ends alone, too, has no outcome, and the pool goes on', async () => {
  const stuck = attempts('wall_limit');
  await expect(pool.run(stuck.make)).rejects.toMatchObject({ code: 'TOOL_STALLED' });
  expect(stuck.seen).toHaveLength(2);
  expect(await pool.run(attempts('done').make)).toMatchObject({ retried: false });
});

test('a lane that died is tried again as it was', async () => {
  const { seen, make } = attempts('lane_died');
  expect(await pool.run(make)).toMatchObject({ last: { laneEnded: 'lane_died' }, retried: true });
  expect(seen.map(({ patience }) => patience)).toEqual([1, 1]);
});

test('a tool that sleeps longer than its wall limit and no longer than that of the second try has its outcome', async () => {
  const one = await openToolbox({ lanes: 1 });
  const script = "exec -q -- sh -c 'sleep 0.4'";
  const run = await one.yosys({ files: [{ name: 'a.v', text: '' }], script, wallSeconds: 0.2 });
  expect(run.outcome).toBe('ok');
  await one.close();
});

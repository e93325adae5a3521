import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Warehouse } from '../../src/warehouse/warehouse.ts';
import { PROJECT_ROOT } from '../support/quarry.ts';
import { scratchContext, scratchFolder } from '../support/scratch.ts';

const folder = scratchFolder();
const { warehouse } = await scratchContext();
const document = (sha256: string, text = sha256) => ({ sha256, bytes: text.length, text });
const documents = (): Promise<number> => warehouse.count('SELECT count(*) FROM raw.documents');

test('append adds each key once, inside a batch and between batches', async () => {
  expect(await warehouse.append('raw.documents', ['sha256'], [])).toBe(0);
  expect(
    await warehouse.append('raw.documents', ['sha256'], [document('a'), document('b'), document('a')]),
  ).toBe(2);
  expect(await warehouse.append('raw.documents', ['sha256'], [document('b', 'other'), document('c')])).toBe(
    1,
  );
  expect(await warehouse.rows("SELECT text FROM raw.documents WHERE sha256 = 'b'")).toEqual([{ text: 'b' }]);
  expect(await documents()).toBe(3);
});

test('append takes more rows than a data chunk holds, nulls and every column type', async () => {
  const rows = Array.from({ length: 5000 }, (_, index) => ({
    simulation_key: `k${index}`,
    judge: 'j',
    verdict: index % 2 === 0 ? 'pass' : null,
    samples: index % 3 === 0 ? BigInt(index) : null,
  }));
  expect(await warehouse.append('fact.judgements', ['simulation_key', 'judge'], rows)).toBe(5000);
  expect(
    await warehouse.rows(
      `SELECT count(*)::INTEGER AS n, count(verdict)::INTEGER AS verdicts, count(samples)::INTEGER AS sampled,
         max(samples)::INTEGER AS most, count(evidence)::INTEGER AS evidence FROM fact.judgements`,
    ),
  ).toEqual([{ n: 5000, verdicts: 2500, sampled: 1667, most: 4998, evidence: 0 }]);
});

test('a transaction that throws leaves nothing, one that returns leaves all', async () => {
  const before = await documents();
  const broken = warehouse.transaction(async () => {
    await warehouse.append('raw.documents', ['sha256'], [document('lost')]);
    throw new Error('killed here');
  });
  await expect(broken).rejects.toThrow('killed here');
  expect(await documents()).toBe(before);
  const value = await warehouse.transaction(async () => {
    await warehouse.append('raw.documents', ['sha256'], [document('stored')]);
    return 7;
  });
  expect(value).toBe(7);
  expect(await documents()).toBe(before + 1);
});

test('a key that was rolled back can be appended again', async () => {
  expect(await warehouse.append('raw.documents', ['sha256'], [document('lost')])).toBe(1);
});

test('opening again keeps the rows and migrates nothing twice', async () => {
  const path = join(folder, 'again', 'w.duckdb');
  for (const expected of [0, 1]) {
    const opened = await Warehouse.open(path);
    expect(await opened.count('SELECT count(*) FROM raw.documents')).toBe(expected);
    expect(await opened.count('SELECT count(*) - count(DISTINCT name) FROM meta.migrations')).toBe(0);
    await opened.append('raw.documents', ['sha256'], [document('kept')]);
    await opened.close();
  }
});

test('a missing warehouse is not made by reading it', async () => {
  const path = join(folder, 'missing.duckdb');
  for (let attempt = 0; attempt < 2; attempt += 1) {
    await expect(Warehouse.open(path, { readOnly: true })).rejects.toMatchObject({
      code: 'WAREHOUSE_MISSING',
      exitCode: 2,
      where: path,
      next: expect.stringContaining('quarry run'),
    });
  }
});

test('a file that is no warehouse, and a folder, are told as such and left alone', async () => {
  const path = join(folder, 'text.duckdb');
  writeFileSync(path, 'not a database, but long enough to be looked at\n'.repeat(400));
  mkdirSync(join(folder, 'folder.duckdb'));
  for (const file of [path, join(folder, 'folder.duckdb')]) {
    for (const readOnly of [true, false]) {
      await expect(Warehouse.open(file, { readOnly })).rejects.toMatchObject({
        code: 'WAREHOUSE_UNREADABLE',
        exitCode: 1,
        where: file,
      });
    }
  }
});

test('a warehouse that another process writes to is locked, for readers too', async () => {
  const path = join(folder, 'locked.duckdb');
  const holder = spawn(
    process.execPath,
    [
      '--input-type=module',
      '-e',
      `const { Warehouse } = await import('./src/warehouse/warehouse.ts');
       await Warehouse.open(${JSON.stringify(path)});
       process.stdout.write('open');
       setInterval(() => {}, 1000);`,
    ],
    { cwd: PROJECT_ROOT, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  try {
    await once(holder.stdout, 'data');
    for (const readOnly of [true, false]) {
      await expect(Warehouse.open(path, { readOnly })).rejects.toMatchObject({
        code: 'WAREHOUSE_LOCKED',
        exitCode: 1,
        where: path,
      });
    }
  } finally {
    const gone = once(holder, 'exit');
    holder.kill('SIGKILL');
    await gone;
  }
  // The lock dies with its process, and what it had made is sound.
  const opened = await Warehouse.open(path, { readOnly: true });
  expect(await opened.count('SELECT count(*) FROM raw.documents')).toBe(0);
  await opened.close();
});

test('a read-only warehouse cannot be written', async () => {
  const path = join(folder, 'read-only.duckdb');
  await (await Warehouse.open(path)).close();
  const opened = await Warehouse.open(path, { readOnly: true });
  const writes = [
    "INSERT INTO meta.current VALUES ('a', 'b')",
    'DROP TABLE raw.documents',
    'CREATE TABLE raw.more (a INTEGER)',
  ];
  for (const write of writes) await expect(opened.run(write)).rejects.toThrow(/read-only/i);
  await opened.close();
});

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { afterEach, describe, expect, it } from 'vitest';
import { openSimulator } from '../../src/eda/simulator.ts';
import { detectTools, icarusIdentity } from '../../src/eda/toolchain.ts';

describe('detectTools', () => {
  const path = process.env['PATH'];
  afterEach(() => {
    process.env['PATH'] = path;
  });

  it('finds what the other tests run, and says what each tool is for', async () => {
    const tools = await detectTools();
    const found = tools.filter(({ version }) => version !== null).map(({ name }) => name);
    expect(found).toEqual(expect.arrayContaining(['iverilog', 'vvp', 'bwrap', 'git']));
    for (const tool of tools) {
      if (tool.version !== null && tool.version !== 'unknown') expect(tool.version).toMatch(/^\d+\.\d/);
      for (const text of [tool.neededFor, tool.lostWithout, tool.install.debian, tool.install.macos]) {
        expect(text).not.toBe('');
      }
    }
  });

  it('says that all are missing where there is none', async () => {
    const empty = mkdtempSync(`${tmpdir()}/no-tools-`);
    process.env['PATH'] = empty;
    const tools = await detectTools();
    rmSync(empty, { recursive: true });
    expect(tools.filter(({ version, path: where }) => version !== null || where !== null)).toEqual([]);
    expect(tools.find(({ name }) => name === 'bwrap')?.problem).toBe('bwrap is not on PATH');
  });
});

describe('icarusIdentity', () => {
  it('is what results of a simulator carry', async () => {
    const { tool, flags } = await icarusIdentity('2012');
    const simulator = await openSimulator({ lanes: 1 });
    expect(simulator.tool).toBe(tool);
    expect(simulator.flags).toMatch(flags);
    await simulator.close();
  });

  it('refuses a generation that Icarus does not know', async () => {
    await expect(icarusIdentity('2099' as never)).rejects.toMatchObject({ code: 'USAGE' });
  });
});

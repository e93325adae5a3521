import { expect, test } from 'vitest';
import { tryCandidates } from '../../../src/stages/closure/try-candidates.ts';
import type { BundleWay, Candidate } from '../../../src/verilog/closure/candidates.ts';
import { environmentOf } from '../../../src/verilog/closure/environment.ts';
import type { FrontEnd } from '../../../src/verilog/closure/front-end.ts';

const candidate = (way: BundleWay, frontEnd: FrontEnd = 'iverilog'): Candidate => ({
  way,
  frontEnd,
  environment: environmentOf(frontEnd),
  top: 'top',
  parts: [],
  missing: [],
  stubs: false,
});

const failed = (cause: string) => ({ compiles: false, cause, message: `because of ${cause}` });
const compiled = { compiles: true, cause: null, message: null };
const render = async ({ way }: Candidate) => [{ name: 'a.v', text: `source of ${way}` }];

test('the first candidate that compiles is kept, with what was tried before it', async () => {
  const asked: string[] = [];
  const trial = await tryCandidates(
    [candidate('alone'), candidate('closure'), candidate('minimal')],
    'source of alone',
    render,
    async (frontEnd, source) => {
      asked.push(`${frontEnd}: ${source}`);
      return source.endsWith('closure') ? compiled : failed('missing_module');
    },
  );
  expect(trial.chosen?.candidate.way).toBe('closure');
  expect(trial.compilesAlone).toBe(false);
  expect(trial.tries.map(({ way, cause }) => [way, cause])).toEqual([
    ['alone', 'missing_module'],
    ['closure', null],
  ]);
  expect(asked).not.toContain('iverilog: source of minimal');
});

test('one source is asked of a front end once', async () => {
  let asked = 0;
  const trial = await tryCandidates(
    [candidate('closure'), candidate('minimal'), candidate('closure', 'verilator')],
    'alone',
    async () => [{ name: 'a.v', text: 'the same' }],
    async () => {
      asked += 1;
      return failed('syntax_error');
    },
  );
  expect(asked).toBe(2);
  expect(trial.chosen).toBeUndefined();
});

test.each([
  ['as Icarus tells it of the closure', 'missing_module', 'missing_module'],
  ['by Verilator where Icarus lacks a construct', 'syntax_error', 'port_mismatch'],
])('the loss is told %s', async (_, icarus, told) => {
  const trial = await tryCandidates(
    [candidate('alone'), candidate('closure'), candidate('minimal'), candidate('closure', 'verilator')],
    'source of alone',
    render,
    async (frontEnd, source) => {
      if (frontEnd === 'verilator') return failed('port_mismatch');
      return failed(source.endsWith('closure') ? icarus : 'multiple_drivers');
    },
  );
  expect(trial).toMatchObject({ cause: told, message: `because of ${told}`, compilesAlone: false });
});

test('candidates that cannot be made are passed over; without any there is no module', async () => {
  const trial = await tryCandidates(
    [candidate('closure')],
    '',
    async () => undefined,
    async () => compiled,
  );
  expect(trial).toMatchObject({ chosen: undefined, cause: 'no_module', tries: [] });
});

test('a front end that met a limit is asked nothing more', async () => {
  const trial = await tryCandidates(
    [candidate('alone'), candidate('closure'), candidate('closure', 'verilator')],
    'source of alone',
    render,
    async (frontEnd) => (frontEnd === 'iverilog' ? failed('compile_cpu_limit') : failed('syntax_error')),
  );
  expect(trial.tries.map(({ front_end, way }) => [front_end, way])).toEqual([
    ['iverilog', 'alone'],
    ['verilator', 'closure'],
  ]);
  expect(trial.cause).toBe('compile_cpu_limit');
});

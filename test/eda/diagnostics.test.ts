import { describe, expect, it } from 'vitest';
import { parseDiagnostics } from '../../src/eda/diagnostic.ts';
import { classifyFailure } from '../../src/eda/diagnostics.ts';
import type { StepOutcome, StepResult } from '../../src/eda/simulator.ts';

const step = (log: string, outcome: StepOutcome = 'failed', exitCode: number | null = 1): StepResult => ({
  outcome,
  exitCode,
  cpuMs: 0,
  log,
  logTruncated: false,
});
const OK = step('', 'ok', 0);
const SOURCES = { designFiles: ['dut.v'], testbenchFiles: ['tb.v'] };
const compiled = (log: string, designText?: string) =>
  classifyFailure(
    { preprocess: OK, compile: step(log) },
    designText === undefined ? SOURCES : { ...SOURCES, designText },
  );
const simulated = (log: string, outcome: StepOutcome = 'ok', exitCode: number | null = 0) =>
  classifyFailure({ preprocess: OK, compile: OK, simulation: step(log, outcome, exitCode) }, SOURCES);

describe('parseDiagnostics', () => {
  it('reads place, severity and words, and leaves out counts and closing remarks', () => {
    const log = [
      "dut.v:3: warning: implicit definition of wire 'a'.",
      'dut.v:4: error: y is not a valid l-value in tb.u.',
      'dut.v:2:      : y is declared here as wire.',
      'dut.v:5: syntax error',
      'dut.v:6: Gates do not have port names.',
      'tb.v:7: vvp.tgt sorry: Case unique/unique0 qualities are ignored.',
      "ivl: expr_synth.cc:178: virtual NetNet* f(): Assertion `rsig' failed.",
      'dut.v:8: assert: elab_lval.cc:1183: failed assertion reg',
      '2 error(s) during elaboration.',
      'error: Code generation had 1 error(s).',
      '*** These modules were missing:',
      '        d referenced 1 times.',
      '***',
      'I give up.',
      'No top level modules, and no -s option.',
    ].join('\n');
    expect(parseDiagnostics(log)).toEqual([
      { file: 'dut.v', line: 3, severity: 'warning', text: "implicit definition of wire 'a'." },
      { file: 'dut.v', line: 4, severity: 'error', text: 'y is not a valid l-value in tb.u.' },
      { file: 'dut.v', line: 2, severity: 'note', text: 'y is declared here as wire.' },
      { file: 'dut.v', line: 5, severity: 'error', text: 'syntax error' },
      { file: 'dut.v', line: 6, severity: 'error', text: 'Gates do not have port names.' },
      { file: 'tb.v', line: 7, severity: 'sorry', text: 'Case unique/unique0 qualities are ignored.' },
      { severity: 'internal', text: "ivl: expr_synth.cc:178: virtual NetNet* f(): Assertion `rsig' failed." },
      { file: 'dut.v', line: 8, severity: 'internal', text: 'elab_lval.cc:1183: failed assertion reg' },
      { severity: 'error', text: 'No top level modules, and no -s option.' },
    ]);
  });
});

describe('a compile failure', () => {
  it.each([
    ["dut.v:2: error: Unable to bind wire/reg/memory `clk' in `tb.u'", 'elaborate', 'undeclared_signal'],
    ['dut.v:2: error: out is not a valid l-value in tb.u.', 'elaborate', 'illegal_lvalue'],
    ["dut.v:2: error: 'q' has already been declared in this scope.", 'elaborate', 'duplicate_declaration'],
    [
      "dut.v:2: error: 'tb' has already been declared in this scope.\ntb.v:1:      : It was declared here as a module.",
      'elaborate',
      'duplicate_module',
    ],
    ['dut.v:2: error: Unknown module type: dff', 'elaborate', 'missing_module'],
    ['tb.v:2: error: Unknown module type: top_module', 'elaborate', 'wrong_module_name'],
    ["tb.v:2: error: port ``y'' is not a port of u.", 'elaborate', 'port_missing'],
    ['tb.v:2: error: Wrong number of ports. Expecting 1, got 2.', 'elaborate', 'port_mismatch'],
    [
      'tb.v:2: error: reg a; cannot be driven by primitives or continuous assignment.',
      'elaborate',
      'port_mismatch',
    ],
    ["tb.v:2: error: Unable to bind wire/reg/memory `u.state' in `tb'", 'elaborate', 'undeclared_signal'],
    ['dut.v:2: error: q Unable to assign to unresolved wires.', 'elaborate', 'multiple_drivers'],
    ['dut.v:2: error: Index q[9] is out of range.', 'elaborate', 'bad_range'],
    ['dut.v:2: error: Part select expressions must be constant.', 'elaborate', 'not_constant'],
    [
      'dut.v:2: error: System function $foo not defined in system table or SFT file(s).',
      'elaborate',
      'unknown_system_task',
    ],
    ['dut.v:2: error: This assignment requires an explicit cast.', 'elaborate', 'type_mismatch'],
    ['dut.v:2: error: You can not instantiate module d within itself.', 'elaborate', 'recursive_instance'],
    ['dut.v:2: sorry: break statements not supported.', 'syntax', 'unsupported_construct'],
    ['dut.v:2: syntax error\nI give up.', 'syntax', 'syntax_error'],
    [
      'dut.v:2: error: timescale directive cannot be inside a module definition.',
      'syntax',
      'missing_endmodule',
    ],
    ['dut.v:2: assert: elab_lval.cc:1183: failed assertion reg', 'elaborate', 'tool_crash'],
    ['tb.v:2: sorry: This cast operation is not yet supported.', 'harness', 'testbench_does_not_compile'],
    ['tb.v:2: syntax error\nI give up.', 'harness', 'testbench_does_not_compile'],
    ["tb.v:2: error: Unable to bind wire/reg/memory `typo' in `tb'", 'harness', 'testbench_does_not_compile'],
    ['dut.v:2: error: words that Icarus never said', 'elaborate', 'unknown'],
  ])('%s', (log, stage, cause) => {
    expect(compiled(log)).toMatchObject({ stage, cause, line: 2 });
  });

  it("is the design's when both files have faults", () => {
    const failure = compiled(
      'tb.v:3: sorry: This cast operation is not yet supported.\ndut.v:9: syntax error',
    );
    expect(failure).toEqual({
      stage: 'syntax',
      cause: 'syntax_error',
      message: 'syntax error',
      file: 'dut.v',
      line: 9,
    });
  });

  it('is told by its first message that is not a follow-up', () => {
    const log =
      "dut.v:2: error: Unable to elaborate r-value: b\ndut.v:2: error: Unable to bind parameter `N' in `tb.u'";
    expect(compiled(log)?.cause).toBe('undeclared_signal');
    expect(compiled('dut.v:2: error: Unable to elaborate r-value: b')?.cause).toBe('elaboration_error');
  });

  it('is not told by a simplification that Icarus only remarks on', () => {
    const log =
      'dut.v:1: sorry: constant selects in always_* processes are not currently supported (all bits will be included).\ndut.v:2: error: q is not a valid l-value in tb.u.';
    expect(compiled(log)?.cause).toBe('illegal_lvalue');
  });

  it("says more with the design's text at hand", () => {
    const syntax = 'dut.v:3: syntax error\nI give up.';
    expect(compiled(syntax, 'module d;\n```\nendmodule\n')?.cause).toBe('markdown_in_code');
    expect(compiled(syntax, 'module d;\n// endmodule\nassign\n')?.cause).toBe('missing_endmodule');
    expect(compiled(syntax, 'module d;\n\nassign;\nendmodule\n')?.cause).toBe('syntax_error');
    const missing = 'tb.v:2: error: Unknown module type: top_module';
    expect(compiled(missing, 'module other; endmodule')?.cause).toBe('wrong_module_name');
    expect(compiled(missing, '// no module at all')?.cause).toBe('missing_module');
  });

  it('adds to a bare syntax error what the compiler says of the same line', () => {
    const compile = step('dut.v:4: syntax error\ndut.v:4: error: malformed statement\ndut.v:9: error: other');
    const failure = classifyFailure({ preprocess: step('', 'ok', 0), compile }, SOURCES);
    expect(failure).toMatchObject({ message: 'syntax error: malformed statement', line: 4 });
  });

  it('finds the undefined macro behind a syntax error', () => {
    const preprocess = step(
      'dut.v:4: warning: macro WIDTH undefined (and assumed null) at this point.',
      'ok',
      0,
    );
    const failure = classifyFailure({ preprocess, compile: step('dut.v:4: syntax error') }, SOURCES);
    expect(failure).toMatchObject({ stage: 'preprocess', cause: 'undefined_macro' });
    expect(failure?.message).toMatch(/^syntax error: macro WIDTH undefined/);
    const elsewhere = classifyFailure({ preprocess, compile: step('dut.v:40: syntax error') }, SOURCES);
    expect(elsewhere?.cause).toBe('syntax_error');
  });

  it.each([
    ['dut.v:6: Include file x.vh not found', 'missing_include'],
    ['dut.v:6: error: This `ifdef lacks an `endif.', 'unbalanced_conditional'],
    ['dut.v:6: `else without a matching `ifdef - ignored.', 'unbalanced_conditional'],
  ])('of the preprocessor: %s', (log, cause) => {
    const failure = classifyFailure({ preprocess: step(log) }, SOURCES);
    expect(failure).toMatchObject({ stage: 'preprocess', cause, file: 'dut.v', line: 6 });
  });

  it.each([
    ['cpu_limit', 'timeout', 'compile_cpu_limit'],
    ['memory_limit', 'elaborate', 'memory_limit'],
    ['file_limit', 'elaborate', 'file_limit'],
  ] as const)('by %s', (outcome, stage, cause) => {
    const failure = classifyFailure({ preprocess: OK, compile: step('', outcome, null) }, SOURCES);
    expect(failure).toMatchObject({ stage, cause });
  });

  it('without a word is said to be unknown, with what is known', () => {
    expect(compiled('')).toEqual({
      stage: 'elaborate',
      cause: 'unknown',
      message: 'the tool said nothing (exit 1)',
    });
  });
});

describe('a simulation failure', () => {
  it('is none when vvp has no complaint, whatever the testbench prints', () => {
    expect(simulated('Mismatches: 3 in 10 samples\nERROR: q is wrong\n')).toBeUndefined();
  });

  it.each([
    ['cpu_limit', 'timeout', 'simulation_cpu_limit'],
    ['memory_limit', 'runtime', 'memory_limit'],
    ['output_limit', 'runtime', 'output_flood'],
    ['file_limit', 'runtime', 'file_limit'],
    ['crash', 'runtime', 'tool_crash'],
  ] as const)('by %s', (outcome, stage, cause) => {
    expect(simulated('', outcome, 139)).toMatchObject({ stage, cause });
  });

  it('tells $fatal, $error of the testbench and $error of the design', () => {
    const at = (kind: string, file: string) => `${kind}: ${file}:4: q is 1\n       Time: 5 Scope: top\n`;
    expect(simulated(at('FATAL', 'tb.v'), 'failed', 1)).toMatchObject({
      cause: 'fatal_called',
      message: 'q is 1',
      line: 4,
    });
    expect(simulated(at('ERROR', 'tb.v'))).toMatchObject({ stage: 'mismatch', cause: 'failed_check' });
    expect(simulated(at('ERROR', 'dut.v'))).toMatchObject({ stage: 'runtime', cause: 'assertion_failed' });
  });

  it('finds bad calls before time 0, after which vvp exits with 0', () => {
    const log = "ERROR: tb.v:1: $readmemh's second argument must be a memory.\n";
    expect(simulated(log)).toMatchObject({ cause: 'runtime_error', file: 'tb.v', line: 1 });
  });

  it('blames nobody but the harness for vectors of the testbench that are missing', () => {
    const log = (file: string) => `ERROR: ${file}:1: $readmemh: Unable to open vectors.hex for reading.\n`;
    expect(simulated(log('tb.v'))).toMatchObject({ stage: 'harness', cause: 'missing_artefact' });
    expect(simulated(log('dut.v'))).toMatchObject({ stage: 'runtime', cause: 'runtime_error' });
  });

  it('quotes the last words of a vvp that gave up', () => {
    const log =
      'a.v:1: Error: System task/function $x() is not defined by any module.\no: Program not runnable, 1 errors.\n';
    expect(simulated(log, 'failed', 1)).toMatchObject({
      cause: 'unknown_system_task',
      message: expect.stringContaining('$x()'),
    });
    expect(simulated('', 'failed', 7)).toMatchObject({
      cause: 'runtime_error',
      message: 'vvp ended with exit code 7',
    });
  });
});

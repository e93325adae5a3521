import { type GeneratedFile, jsonDocument, jsonLines } from '../generated-file.ts';
import { attemptPaths, type RunRecord } from './run-record.ts';
import { runResult } from './run-result.ts';
import { traceRecords } from './trace-records.ts';

/** The folder of one run. `withResult` adds the `result.json` that only some versions of S1 wrote. */
export function runFiles(run: RunRecord, withResult: boolean): GeneratedFile[] {
  const files = new Map<string, string>();
  files.set('spec/spec.json', jsonDocument(run.problem.specification));
  run.attempts.forEach((attempt, index) => {
    const paths = attemptPaths(run, index);
    if (attempt.plan.missing !== 'rtl') files.set(paths.rtl, attempt.rtl);
    if (attempt.plan.missing !== 'testbench') files.set(paths.testbench, attempt.testbench);
    files.set(paths.compileLog, attempt.report.compileLog);
    files.set(paths.log, attempt.report.simulationLog);
  });
  files.set('trace.jsonl', traceText(run));
  if (withResult) files.set('result.json', jsonDocument(runResult(run)));
  return [...files].map(([path, text]) => ({ path: `runs/${run.runId}/${path}`, text }));
}

function traceText(run: RunRecord): string {
  const text = jsonLines(traceRecords(run));
  if (!run.scenario.truncated) return text;
  // Killed in the middle of the last record: half of its line, no newline.
  const lastLine = text.lastIndexOf('\n', text.length - 2) + 1;
  return text.slice(0, lastLine + Math.floor((text.length - lastLine) / 2));
}

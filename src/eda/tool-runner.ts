import { ftruncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { emptyFolder } from './empty-folder.ts';
import { readWhole } from './job-log.ts';
import type { Lane, LaneReply } from './lane.ts';
import type { LanePool } from './lane-pool.ts';
import { visiblePaths } from './lane-program.ts';
import { type Limits, resolveLimits } from './limits.ts';
import { killedStep, type StepResult, stepResult } from './step-result.ts';
import type { LaneToolJob, ToolRun } from './tool-job.ts';

interface Attempt {
  result: ToolRun;
  laneEnded: LaneReply['ended'];
}

/** Runs a job on a free lane of the pool. @throws QuarryError TOOL_STALLED, SIMULATOR_CLOSED */
export async function runTool(pool: LanePool, job: LaneToolJob, poolLimits: Limits): Promise<ToolRun> {
  const limits = limitsOf(job, poolLimits);
  const confined = pool.sandbox === 'bubblewrap';
  const { last } = await pool.run((lane, patience) => {
    const wallSeconds = limits.wallSeconds * patience;
    return attemptJob(lane, job, { ...limits, wallSeconds }, confined);
  });
  return last.result;
}

function limitsOf({ cpuSeconds, wallSeconds, memoryMiB }: LaneToolJob, limits: Limits): Limits {
  const compileCpuSeconds = cpuSeconds ?? limits.compileCpuSeconds;
  return resolveLimits({
    ...limits,
    compileCpuSeconds,
    wallSeconds: wallSeconds ?? Math.max(limits.wallSeconds, 3 * compileCpuSeconds),
    memoryMiB: memoryMiB ?? limits.memoryMiB,
  });
}

async function attemptJob(lane: Lane, job: LaneToolJob, limits: Limits, confined: boolean): Promise<Attempt> {
  const paths = visiblePaths(lane.folder, confined);
  emptyFolder(lane.jobFolder);
  for (const { name, text } of job.files) writeFileSync(join(lane.jobFolder, name), text);
  writeFileSync(join(lane.controlFolder, job.control.name), job.control.text.replaceAll('@out', paths.work));
  for (const descriptor of lane.files) ftruncateSync(descriptor, 0);
  const line = [job.tool, limits.compileCpuSeconds, limits.memoryMiB * 1024, ...job.outputs].join(' ');
  const reply = await lane.run(line, limits.wallSeconds);
  const step = toolStep(lane, reply, limits, [`${paths.job}/`, `${paths.work}/`]);
  return { result: { ...step, files: outputsOf(lane, job, reply) }, laneEnded: reply.ended };
}

function toolStep(lane: Lane, reply: LaneReply, limits: Limits, prefixes: readonly string[]): StepResult {
  const [log] = lane.files;
  const [step] = reply.steps;
  if (step !== undefined) return stepResult(step, log!, limits, prefixes);
  return killedStep(log!, limits, prefixes);
}

/** Of a job that was killed there is nothing: it may have been in the middle of writing. */
function outputsOf(lane: Lane, job: LaneToolJob, reply: LaneReply): ToolRun['files'] {
  if (reply.ended !== 'done') return {};
  const texts = job.outputs.map((name, index) => [name, readWhole(lane.files[index + 1]!)] as const);
  return Object.fromEntries(texts.filter(([, text]) => text !== ''));
}

import { readdirSync, readFileSync } from 'node:fs';

/** What a process and all that it started have used by now. */
export interface TreeUsage {
  /** `performance.now()` of the look. */
  at: number;
  /** Of those that ended, too, once their parent has waited for them. */
  cpuSeconds: number;
  /** Resident memory of all that live, in MiB; pages that they share count for each. */
  residentMiB: number;
}

const TICKS_PER_SECOND = 100;
const PAGE_MIB = 4096 / 2 ** 20;

/** Looks at a process tree every `everyMs` until it is stopped. Linux only. */
export class TreeWatch {
  readonly samples: TreeUsage[] = [];
  readonly #timer: NodeJS.Timeout;

  constructor(pid: number, everyMs = 100) {
    this.#timer = setInterval(() => this.samples.push(usageOf(pid)), everyMs);
  }

  stop(): TreeUsage[] {
    clearInterval(this.#timer);
    return this.samples.filter(({ cpuSeconds }) => cpuSeconds > 0);
  }
}

function usageOf(pid: number): TreeUsage {
  const processes = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => readStat(Number(name)));
  const inTree = new Set([pid]);
  // Children have higher numbers than their parents, but numbers start again from the lowest.
  for (let before = 0; before < inTree.size; ) {
    before = inTree.size;
    for (const process of processes) if (inTree.has(process.parent)) inTree.add(process.pid);
  }
  const tree = processes.filter((process) => inTree.has(process.pid));
  const sum = (of: (process: ProcessStat) => number): number =>
    tree.reduce((total, process) => total + of(process), 0);
  return {
    at: performance.now(),
    cpuSeconds: sum(({ ticks }) => ticks) / TICKS_PER_SECOND,
    residentMiB: sum(({ pages }) => pages) * PAGE_MIB,
  };
}

interface ProcessStat {
  pid: number;
  parent: number;
  /** Its own and those of children that it waited for. */
  ticks: number;
  pages: number;
}

/** Fields of proc_pid_stat(5) behind the name in brackets; none when the process has just ended. */
function readStat(pid: number): ProcessStat[] {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = text
      .slice(text.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    const [, parent] = fields;
    const ticks = fields.slice(11, 15).reduce((total, value) => total + value, 0);
    return [{ pid, parent: parent!, ticks, pages: fields[21]! }];
  } catch {
    return [];
  }
}

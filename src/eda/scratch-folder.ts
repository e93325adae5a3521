import { randomBytes } from 'node:crypto';
import {
  accessSync,
  constants,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statfsSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const PREFIX = 'rtl-quarry-lanes';
/** Lanes need room for sources and logs; a container's default 64 MiB of shared memory is too little. */
const ROOM_NEEDED_BYTES = 512 * 1024 * 1024;

/** Makes a private folder for one simulator, in memory where that is possible, and sweeps those of dead processes. */
export function makeScratchFolder(): string {
  const parent = scratchParent();
  sweepStaleFolders(parent);
  const name = [PREFIX, pidNamespace(), process.pid, startTime(process.pid), randomBytes(6).toString('hex')];
  const folder = join(parent, name.join('-'));
  mkdirSync(folder, { mode: 0o700 });
  return folder;
}

function scratchParent(): string {
  const memory = '/dev/shm';
  try {
    accessSync(memory, constants.W_OK | constants.X_OK);
    const { bavail, bsize } = statfsSync(memory);
    return bavail * bsize >= ROOM_NEEDED_BYTES ? memory : tmpdir();
  } catch {
    return tmpdir();
  }
}

/** Removes folders whose process (same pid and same start time) no longer runs, e.g. after SIGKILL. */
function sweepStaleFolders(parent: string): void {
  const own = `${PREFIX}-${pidNamespace()}-`;
  for (const name of readdirSync(parent)) {
    if (!name.startsWith(own)) continue;
    const [pid, started] = name.slice(own.length).split('-');
    if (startTime(Number(pid)) === started) continue;
    try {
      rmSync(join(parent, name), { recursive: true, force: true });
    } catch {
      // Another user's: theirs to sweep.
    }
  }
}

/** Pids mean something only inside their namespace: containers may share a folder of scratch files. */
function pidNamespace(): string {
  try {
    return readlinkSync('/proc/self/ns/pid').replace(/\D/g, '');
  } catch {
    return '0';
  }
}

/** The kernel's start time of a process in clock ticks; `gone` when it does not run, `?` where /proc is absent. */
function startTime(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // The command name may hold spaces and parentheses; fields are counted after the last one.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '?';
  } catch {
    return signalReaches(pid) ? '?' : 'gone';
  }
}

function signalReaches(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

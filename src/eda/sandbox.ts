import { spawnSync } from 'node:child_process';
import { lstatSync } from 'node:fs';
import { dirname } from 'node:path';
import { findExecutable } from './icarus.ts';

/** How a job was kept from the rest of the machine. */
export type SandboxKind = 'bubblewrap' | 'limits-only';

/** The folders that a confined lane sees besides the read-only system. */
export interface LaneMounts {
  /** Read-only: sources of the job. */
  job: string;
  /** Read-only: configuration of the tools. */
  control: string;
  /** Bytes of the private scratch file system at /scratch. */
  workBytes: number;
  /** Symbolic links to show: where each stands, and where it leads. */
  links?: Readonly<Record<string, string>>;
}

/** The paths inside a confined lane. */
export const CONFINED_PATHS = { job: '/job', work: '/scratch', control: '/ctl' } as const;

/** One way to call bwrap; the first that works on this machine is used. */
export interface Sandbox {
  bwrap: string;
  isolation: readonly string[];
}

// As an unprivileged user in a namespace of its own; in containers that forbid those, root can do without.
const ISOLATIONS = [
  ['--unshare-all', '--uid', '65534', '--gid', '65534'],
  ['--unshare-ipc', '--unshare-pid', '--unshare-net', '--unshare-uts', '--unshare-cgroup-try'],
];

/** The result of trying the sandbox: a working one, or bwrap's own words on why not. */
export type SandboxTrial = { sandbox: Sandbox } | { reason: string };

/** Starts a trivial command in the sandbox, since an installed bwrap may still be forbidden to work. */
export function trySandbox(): SandboxTrial {
  const bwrap = findExecutable('bwrap');
  if (bwrap === undefined) return { reason: 'bwrap is not on PATH' };
  let reason = '';
  for (const isolation of ISOLATIONS) {
    const sandbox = { bwrap, isolation };
    const mounts = { job: '/usr', control: '/usr', workBytes: 65536 };
    const trial = spawnSync(bwrap, [...confinement(sandbox, mounts, []), 'sh', '-c', ': >/scratch/trial'], {
      encoding: 'utf8',
      timeout: 10_000,
    });
    if (trial.status === 0) return { sandbox };
    reason ||= (trial.error?.message ?? trial.stderr).trim();
  }
  return { reason };
}

/**
 * Arguments of bwrap up to the command: no network, no /proc, no devices, an empty environment, no capability,
 * the system read-only, and one small scratch file system that dies with the lane.
 * @param tools paths of tools that may lie outside /usr; the prefix of each is shown read-only
 */
export function confinement(sandbox: Sandbox, mounts: LaneMounts, tools: readonly string[]): string[] {
  const { job, work, control } = CONFINED_PATHS;
  return [
    ...sandbox.isolation,
    '--die-with-parent',
    '--new-session',
    '--clearenv',
    ...['--cap-drop', 'ALL'],
    ...['--ro-bind', '/usr', '/usr'],
    ...systemFolders(),
    ...prefixesOutsideUsr(tools).flatMap((prefix) => ['--ro-bind', prefix, prefix]),
    ...Object.entries(mounts.links ?? {}).flatMap(([link, target]) => ['--symlink', target, link]),
    ...['--ro-bind', mounts.job, job],
    ...['--ro-bind', mounts.control, control],
    ...['--size', String(mounts.workBytes), '--tmpfs', work],
    // Without this the root itself is a writable file system that outlives a job.
    ...['--remount-ro', '/'],
  ];
}

/** /bin and /lib are links into /usr on merged systems and folders of their own on older ones. */
function systemFolders(): string[] {
  return ['bin', 'lib', 'lib32', 'lib64'].flatMap((name) => {
    const entry = lstatSync(`/${name}`, { throwIfNoEntry: false });
    if (entry === undefined) return [];
    return entry.isSymbolicLink()
      ? ['--symlink', `usr/${name}`, `/${name}`]
      : ['--ro-bind', `/${name}`, `/${name}`];
  });
}

function prefixesOutsideUsr(tools: readonly string[]): string[] {
  const prefixes = tools
    .map((tool) => dirname(dirname(tool)))
    .filter((prefix) => !/^\/(usr)?(\/|$)/.test(`${prefix}/`));
  return [...new Set(prefixes)];
}

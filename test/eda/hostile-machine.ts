import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder outside of every sandbox with a secret in it. */
export interface Canary {
  folder: string;
  secretPath: string;
  secret: string;
  /** What is not as it was laid out; empty when nobody wrote here. */
  damage(): string[];
  remove(): void;
}

export function layCanary(): Canary {
  const folder = mkdtempSync(join(tmpdir(), 'canary-'));
  const secretPath = join(folder, 'secret.txt');
  const secret = `canary${Math.random().toString(36).slice(2)}`;
  writeFileSync(secretPath, `${secret}\n`);
  return {
    folder,
    secretPath,
    secret,
    damage: () => [
      ...readdirSync(folder).filter((name) => name !== 'secret.txt'),
      ...(readFileSync(secretPath, 'utf8') === `${secret}\n` ? [] : ['secret.txt was changed']),
      ...['/planted', '/usr/planted'].filter((path) => existsSync(path)),
    ],
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Ids of living processes that see a lane's folder of the process `owner`, inside whatever namespace they are. */
export function laneProcesses(owner: number): string[] {
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name) && seesLane(name, owner));
}

function seesLane(pid: string, owner: number): boolean {
  if (Number(pid) === process.pid) return false;
  try {
    const mounts = readFileSync(`/proc/${pid}/mountinfo`, 'utf8');
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
    return [mounts, command].some((text) => new RegExp(`rtl-quarry-lanes-\\d+-${owner}-`).test(text));
  } catch {
    // The process ended, or is a zombie without a file system.
    return false;
  }
}

/** Folders of lanes that the process `owner` made. */
export function laneFolders(owner: number): string[] {
  return ['/dev/shm', tmpdir()]
    .filter((parent) => existsSync(parent))
    .flatMap((parent) => readdirSync(parent).map((name) => join(parent, name)))
    .filter((path) => new RegExp(`rtl-quarry-lanes-\\d+-${owner}-`).test(path));
}

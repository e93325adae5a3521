import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** Removes what a folder holds, but for one name. */
export function emptyFolder(folder: string, except?: string): void {
  for (const name of readdirSync(folder)) {
    if (name !== except) rmSync(join(folder, name), { recursive: true, force: true });
  }
}

import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MeasuredDesign } from './measured-design.ts';

/** Measured designs in a folder, so that a killed run does not measure them again. */
export class MeasuredCache {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
    mkdirSync(folder, { recursive: true });
  }

  /** What was measured under a key, else what `measure` finds. @param key names all that the result depends on */
  async recall(key: string, measure: () => Promise<MeasuredDesign>): Promise<MeasuredDesign> {
    const file = join(this.#folder, `${key}.json`);
    const known = readIfThere(file);
    if (known !== undefined) return JSON.parse(known) as MeasuredDesign;
    const measured = await measure();
    // Renamed, so that a kill leaves no half of a file under the name.
    writeFileSync(`${file}.new`, JSON.stringify(measured));
    renameSync(`${file}.new`, file);
    return measured;
  }
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

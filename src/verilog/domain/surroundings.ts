import type { Domain } from '../../core/domains.ts';
import { type TestFolder, testFolder } from './test-folder.ts';

/** What a module's own text does not say of it: where it lies, and what the modules that it instantiates are. */
export interface Surroundings {
  /** The folder by which it is for tests. */
  testFolder: TestFolder | undefined;
  /** Primary domains of modules, by the name that they are instantiated by. */
  parts: ReadonlyMap<string, Domain>;
}

/** A text that came from nowhere. */
export const NO_SURROUNDINGS: Surroundings = { testFolder: undefined, parts: new Map() };

/** @param path of the file in its repository; empty when it is not known */
export function surroundingsOf(path: string, parts: ReadonlyMap<string, Domain>): Surroundings {
  return { testFolder: testFolder(path), parts };
}

/** One text for the same surroundings, whatever order the parts came in; empty where there are none. */
export function surroundingsText({ testFolder, parts }: Surroundings): string {
  if (testFolder === undefined && parts.size === 0) return '';
  const sorted = [...parts].sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify({ testFolder, parts: sorted });
}

/** What `surroundingsText` wrote. */
export function readSurroundings(text: string): Surroundings {
  if (text === '') return NO_SURROUNDINGS;
  const { testFolder, parts } = JSON.parse(text) as {
    testFolder?: TestFolder;
    parts: [string, Domain][];
  };
  return { testFolder, parts: new Map(parts) };
}

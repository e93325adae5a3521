import { QuarryError } from './errors.ts';

/** Whether work failed since wall time ended a tool. That says how busy the machine was, so it is no fact of the work. */
export function isStalled(error: unknown): boolean {
  return error instanceof QuarryError && error.code === 'TOOL_STALLED';
}

/** What work comes to; undefined where it stalls. */
export async function unlessStalled<Result>(work: Promise<Result>): Promise<Result | undefined> {
  try {
    return await work;
  } catch (error) {
    if (isStalled(error)) return undefined;
    throw error;
  }
}

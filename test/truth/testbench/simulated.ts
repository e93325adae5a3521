import { afterAll } from 'vitest';
import { openSimulator, type Simulator } from '../../../src/eda/simulator.ts';
import type { DesignInterface } from '../../../src/truth/testbench/design-interface.ts';
import { type ReferenceDesign, readInterface } from '../../../src/truth/testbench/read-interface.ts';

/** A simulator of this test file, closed when its tests are over. */
export async function testSimulator(): Promise<Simulator> {
  const simulator = await openSimulator({ lanes: 2 });
  afterAll(() => simulator.close());
  return simulator;
}

/** The interface of a design of one file. */
export function interfaceOf(
  simulator: Simulator,
  text: string,
  options: Omit<ReferenceDesign, 'files'> = {},
): Promise<DesignInterface> {
  return readInterface(simulator, { files: [{ name: 'design.sv', text }], ...options });
}

import type { Simulator } from '../src/eda/simulator.ts';
import { type Simulate, saysPassed } from '../src/generate/simulate.ts';

/** The generator's view of the confined simulator. Logs speak of `tb.v` and `rtl.v`. */
export function simulateWith(simulator: Simulator): Simulate {
  return async (rtl, testbench) => {
    const result = await simulator.run({
      testbench: [{ name: 'tb.v', text: testbench }],
      design: [{ name: 'rtl.v', text: rtl }],
    });
    const simulationLog = result.simulation?.log ?? '';
    const ended = result.simulation?.outcome === 'ok';
    return {
      compiled: result.compile?.outcome === 'ok',
      compileLog: result.preprocess.log + (result.compile?.log ?? ''),
      simulationLog,
      ended,
      passed: ended && saysPassed(simulationLog),
    };
  };
}

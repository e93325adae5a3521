import { QuarryError } from '../core/errors.ts';
import {
  directStartIsSound,
  findIcarus,
  GENERATIONS,
  type Generation,
  type IcarusInstall,
} from './icarus.ts';
import { toolVersion } from './tool-version.ts';

/** Which Icarus Verilog this machine has, and how it will be called. */
export interface IcarusIdentity {
  icarus: IcarusInstall;
  /** E.g. `iverilog 11.0 (stable)`. */
  tool: string;
  /** Whether ivlpp and ivl are started without the iverilog driver. */
  direct: boolean;
  /** What of the call can change a result, apart from limits and a job's own options. */
  flags: string;
}

/**
 * @param useDriver go through the iverilog driver even where its parts could be started directly
 * @throws QuarryError TOOL_MISSING without iverilog or vvp, USAGE for an unknown language generation
 */
export function identifyIcarus(generation: Generation, useDriver = false): IcarusIdentity {
  if (!GENERATIONS.includes(generation)) {
    throw new QuarryError('USAGE', `Icarus has no language generation \`${generation}\``, {
      next: `Use one of ${GENERATIONS.join(', ')}`,
    });
  }
  const icarus = findIcarus();
  if (icarus.iverilog === undefined || icarus.vvp === undefined) {
    const missing = icarus.vvp === undefined ? 'vvp' : 'iverilog';
    throw new QuarryError('TOOL_MISSING', `${missing} was not found`, {
      where: 'PATH',
      next: 'Install Icarus Verilog: apt-get install iverilog, or brew install icarus-verilog',
    });
  }
  const version = toolVersion(icarus.vvp, ['-V']) ?? 'of unknown version';
  const direct = !useDriver && icarus.base !== undefined && directStartIsSound(version);
  const flags = `-g${generation} ${direct ? 'direct' : 'driver'} vvp -n -none`;
  return { icarus, tool: `iverilog ${version}`, direct, flags };
}

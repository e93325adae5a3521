import { QuarryError } from '../../core/errors.ts';

/** A reference that cannot be used says why, in the tool's words where there are some. */
export function referenceUnusable(top: string, why: string): QuarryError {
  return new QuarryError('REFERENCE_UNUSABLE', `The reference design cannot be tried: ${why}`, {
    where: top,
    next: 'Give a design that compiles with Icarus Verilog, with all its modules, and name its top with --top.',
  });
}

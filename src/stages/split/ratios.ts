import { QuarryError } from '../../core/errors.ts';
import { SPLITS, type Split } from './split-names.ts';

/** Share of rows by split, 0..1; together 1. A split that is not asked for has 0. */
export type Ratios = Readonly<Record<Split, number>>;

/**
 * Reads `90/10` (train/validation) or `80/10/10` (train/validation/test).
 * @throws QuarryError CONFIG_INVALID unless the parts are two or three numbers that give 100
 */
export function parseRatios(text: string): Ratios {
  const parts = text.split('/').map((part) => (part.trim() === '' ? Number.NaN : Number(part)));
  const sum = parts.reduce((total, part) => total + part, 0);
  const fits = parts.length === 2 || parts.length === 3;
  if (!fits || parts.some((part) => !(part >= 0)) || Math.abs(sum - 100) > 1e-9) {
    throw new QuarryError(
      'CONFIG_INVALID',
      `Expected \`splits\` to be two or three percentages that give 100, got \`${text}\``,
      { next: 'For example 90/10 (train/validation) or 80/10/10 (train/validation/test).' },
    );
  }
  const [train = 0, validation = 0, test = 0] = parts.map((part) => part / 100);
  return { train, validation, test };
}

/** One spelling of the same ratios: part of a decision's key. */
export function ratiosKey(ratios: Ratios): string {
  return SPLITS.map((split) => Number((100 * ratios[split]).toFixed(6))).join('/');
}

import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { contentHash } from '../../core/content-hash.ts';
import { QuarryError } from '../../core/errors.ts';
import { validate } from '../../core/json-schema.ts';
import type { TierRules } from '../../verilog/complexity/tier-rules.ts';

const SCHEMA = JSON.parse(
  readFileSync(new URL('../../../schemas/complexity-tiers.schema.json', import.meta.url), 'utf8'),
) as object;

/**
 * The rules of tiers, and a fingerprint that changes with them.
 * @throws QuarryError CONFIG_INVALID when the file is missing or not as its schema asks
 */
export function loadTierRules(path: string): { rules: TierRules; fingerprint: string } {
  let text: string;
  let value: unknown;
  try {
    text = readFileSync(path, 'utf8');
    value = parse(text);
  } catch (error) {
    throw new QuarryError(
      'CONFIG_INVALID',
      `The rules of tiers cannot be read: ${(error as Error).message}`,
      {
        where: path,
        next: 'pipelines/complexity-tiers.yaml is the file that comes with the project.',
        cause: error,
      },
    );
  }
  validate(SCHEMA, value, path);
  return { rules: value as TierRules, fingerprint: contentHash(JSON.stringify(value)).slice(0, 16) };
}

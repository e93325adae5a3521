import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { contentHash } from '../core/content-hash.ts';
import { QuarryError } from '../core/errors.ts';
import { invalidFile, validate } from '../core/json-schema.ts';
import type { LicencePolicy, LicenceProfile } from './licence-policy-file.ts';

/** One profile of a policy file, and a key that changes with it. */
export interface NamedProfile extends LicenceProfile {
  name: string;
  key: string;
}

const SCHEMA = JSON.parse(
  readFileSync(new URL('../../schemas/licence-policy.schema.json', import.meta.url), 'utf8'),
) as object;

/**
 * A profile of a policy file.
 * @throws QuarryError CONFIG_INVALID for a file that is not as its schema asks, or has no such profile
 */
export function loadLicenceProfile(file: string, name: string): NamedProfile {
  const policy = parseYaml(file);
  validate(SCHEMA, policy, file);
  const { profiles } = policy as LicencePolicy;
  const profile = profiles[name];
  if (profile === undefined) {
    throw new QuarryError('CONFIG_INVALID', `The licence policy has no profile \`${name}\``, {
      where: file,
      next: `It has: ${Object.keys(profiles).join(', ')}.`,
    });
  }
  return { ...profile, name, key: `${name}:${contentHash(JSON.stringify(profile)).slice(0, 12)}` };
}

function parseYaml(file: string): unknown {
  try {
    return parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw invalidFile('CONFIG_INVALID', [(error as Error).message], file);
  }
}

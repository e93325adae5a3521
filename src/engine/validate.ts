import { Ajv, type ErrorObject } from 'ajv';
import { QuarryError } from '../core/errors.ts';

const ajv = new Ajv({
  allErrors: true,
  useDefaults: true,
  verbose: true,
  strict: true,
  strictRequired: false,
});

/**
 * Checks `value` against a JSON Schema and fills in its defaults.
 * Every fault is told in one error: path in the file, what is allowed, what was found.
 */
export function validate(schema: object, value: unknown, where: string): void {
  const check = ajv.compile(schema);
  if (check(value)) return;
  const faults = (check.errors ?? []).map(describeFault);
  throw new QuarryError('CONFIG_INVALID', [...new Set(faults)].join('; '), {
    where,
    next: 'Correct the file; schemas/ says what each key may hold.',
  });
}

function describeFault({ instancePath, keyword, params, message, data }: ErrorObject): string {
  const at = instancePath === '' ? '/' : instancePath;
  const found = JSON.stringify(data) ?? 'nothing';
  const shown = found.length > 80 ? `${found.slice(0, 77)}...` : found;
  if (keyword === 'additionalProperties') return `${at}: unknown key \`${params['additionalProperty']}\``;
  if (keyword === 'required') return `${at}: the key \`${params['missingProperty']}\` is missing`;
  if (keyword === 'enum') return `${at}: expected one of ${params['allowedValues'].join(', ')}, got ${shown}`;
  return `${at}: ${message}, got ${shown}`;
}

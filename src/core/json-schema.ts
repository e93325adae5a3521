import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import { type ErrorCode, QuarryError } from './errors.ts';

const ajv = new Ajv({
  allErrors: true,
  useDefaults: true,
  verbose: true,
  strict: true,
  strictRequired: false,
  allowUnionTypes: true,
  formats: { regex: isRegex },
});

/** Compiling a schema costs more than checking a file, so each is compiled once. */
const compiled = new WeakMap<object, ValidateFunction>();

/**
 * Checks `value` against a JSON Schema (draft 7) and fills in its defaults.
 * Every fault is told in one error: path in the file, what is allowed, what was found.
 */
export function validate(
  schema: object,
  value: unknown,
  where: string,
  code: ErrorCode = 'CONFIG_INVALID',
): void {
  const faults = schemaFaults(schema, value);
  if (faults.length > 0) throw invalidFile(code, faults, where);
}

/** What of `value` is not as the schema asks; empty when all is. Fills in defaults. */
export function schemaFaults(schema: object, value: unknown): string[] {
  let check = compiled.get(schema);
  if (check === undefined) {
    check = ajv.compile(schema);
    compiled.set(schema, check);
  }
  return check(value) ? [] : (check.errors ?? []).map(describeFault);
}

/** One error for all faults of a file. */
export function invalidFile(code: ErrorCode, faults: readonly string[], where: string): QuarryError {
  return new QuarryError(code, [...new Set(faults)].join('; '), {
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

function isRegex(source: string): boolean {
  try {
    new RegExp(source, 'u');
    return true;
  } catch {
    return false;
  }
}

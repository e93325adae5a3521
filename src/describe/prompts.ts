import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { QuarryError } from '../core/errors.ts';
import { validate } from '../core/json-schema.ts';
import type { Grain } from './grain.ts';

interface PromptFile {
  version: number;
  grain: Grain | 'regenerate';
  system: string;
  user: string;
  schema?: object;
}

/** A prompt in one manner of writing, ready to be filled. */
export interface Prompt {
  /** `specification@1/terse@1`: part of every answer's key. */
  version: string;
  system: string;
  user: string;
  schema?: { name: string; schema: object };
}

/** A prompt filled for one module. */
export interface FilledPrompt {
  messages: { role: 'system' | 'user'; content: string }[];
  promptVersion: string;
  schema?: { name: string; schema: object };
}

const SCHEMAS = {
  prompt: readSchema('prompt'),
  styles: readSchema('prompt-styles'),
};

/**
 * Loads `pipelines/prompts/<grain>.yaml` in a style of `styles.yaml`.
 * @throws QuarryError CONFIG_INVALID when a file is missing, is not as its schema asks, or lacks the style
 */
export function loadPrompt(folder: string, grain: Grain | 'regenerate', style?: string): Prompt {
  const path = join(folder, `${grain}.yaml`);
  const file = readYaml<PromptFile>(path, SCHEMAS.prompt);
  const manner = style === undefined ? undefined : readStyle(folder, style);
  const system = file.system.replaceAll('{{style}}', manner?.sentence ?? '').trim();
  const version = `${grain}@${file.version}${manner === undefined ? '' : `/${style}@${manner.version}`}`;
  const schema = file.schema === undefined ? {} : { schema: { name: grain, schema: file.schema } };
  return { version, system, user: file.user, ...schema };
}

/** Fills the placeholders. One without a value leaves nothing behind, not even its empty line. */
export function fillPrompt(prompt: Prompt, values: Readonly<Record<string, string>>): FilledPrompt {
  // One pass over the template, so that braces inside of a module's text are never taken for placeholders.
  const user = prompt.user.replace(/\{\{(\w+)\}\}\n*/g, (_, name: string) => {
    const value = values[name] ?? '';
    return value === '' ? '' : `${value.trimEnd()}\n\n`;
  });
  return {
    messages: [
      { role: 'system', content: prompt.system },
      { role: 'user', content: user.trim() },
    ],
    promptVersion: prompt.version,
    ...(prompt.schema === undefined ? {} : { schema: prompt.schema }),
  };
}

function readStyle(folder: string, style: string): { version: number; sentence: string } {
  const path = join(folder, 'styles.yaml');
  const { version, styles } = readYaml<{ version: number; styles: Record<string, string> }>(
    path,
    SCHEMAS.styles,
  );
  const sentence = Object.hasOwn(styles, style) ? styles[style] : undefined;
  if (sentence === undefined) {
    throw new QuarryError(
      'CONFIG_INVALID',
      `There is no style \`${style}\`: ${Object.keys(styles).join(', ')}`,
      {
        where: path,
        next: 'Name one of these styles, or add yours to the file.',
      },
    );
  }
  return { version, sentence };
}

function readYaml<T>(path: string, schema: object): T {
  let value: unknown;
  try {
    value = parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new QuarryError('CONFIG_INVALID', `The prompt cannot be read: ${(error as Error).message}`, {
      where: path,
      next: 'pipelines/prompts holds one file a grain, and styles.yaml.',
      cause: error,
    });
  }
  validate(schema, value, path);
  return value as T;
}

function readSchema(name: string): object {
  return JSON.parse(
    readFileSync(new URL(`../../schemas/${name}.schema.json`, import.meta.url), 'utf8'),
  ) as object;
}

import { keyHash } from '../../core/content-hash.ts';
import type { Grain } from '../../describe/grain.ts';
import { loadPrompt, type Prompt } from '../../describe/prompts.ts';
import { checkEndpoint } from '../../llm/endpoint.ts';
import { answerSettings, type DescribeParameters } from './parameters.ts';

/** One kind of text that is wanted of every module: a prompt in a style, from one model with its settings. */
export interface WantedDescription {
  grain: Grain;
  style: string;
  model: string;
  settings: string;
  prompt: Prompt;
}

/**
 * Every grain in every style, where there is an endpoint.
 * @throws QuarryError CONFIG_INVALID for an endpoint that cannot be asked, or a prompt that cannot be read
 */
export function wantedDescriptions(parameters: DescribeParameters, folder: string): WantedDescription[] {
  const { endpoint, grains, styles } = parameters;
  if (endpoint.baseUrl === '') return [];
  checkEndpoint(endpoint);
  return grains.flatMap((grain) =>
    styles.map((style) => ({
      grain,
      style,
      model: endpoint.model,
      settings: answerSettings(endpoint),
      prompt: loadPrompt(folder, grain, style),
    })),
  );
}

/** Key of a module's text of one kind. */
export function descriptionKey(
  module: string,
  { grain, style, model, settings, prompt }: WantedDescription,
): string {
  return keyHash('description', module, grain, style, model, prompt.version, settings);
}

/** SELECT of (module_sha256, kind, and what may be told beside) of modules that could be parsed and are without a text, `kind` being the place in `wanted`; failed ones only for a retry. */
export function pendingDescriptions(wanted: readonly WantedDescription[], retry: boolean): string {
  const values = wanted.map(
    ({ grain, style, model, settings, prompt }, kind) =>
      `(${kind}, ${[grain, style, model, prompt.version, settings].map(quote).join(', ')})`,
  );
  const columns = 'grain, style, model, prompt_version, settings';
  const failed = `ANTI JOIN fact.description_failures USING (module_sha256, ${columns})`;
  return `
    SELECT module_sha256, kind, name, bundle_sha256, readme_sha256 FROM curated.describable_modules
    ANTI JOIN (SELECT module_sha256 FROM fact.descriptions WHERE source = 'structural' AND text = '') USING (module_sha256)
    CROSS JOIN (VALUES ${values.join(', ')}) AS wanted (kind, ${columns})
    ANTI JOIN (SELECT * FROM fact.descriptions WHERE source = 'llm') USING (module_sha256, ${columns})
    ${retry ? '' : failed}`;
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

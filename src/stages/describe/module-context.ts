import type { ModuleFacts } from '../../describe/module-facts.ts';
import { describeStructure } from '../../describe/structural-description.ts';
import { listModules } from '../../verilog/modules.ts';
import { readBundles, readDocuments } from '../../warehouse/bundles.ts';
import type { Warehouse } from '../../warehouse/warehouse.ts';

/** Longest README section and longest list of heads, in characters: what lies beyond is cut and says so. */
const README_CHARACTERS = 3000;
const HEADS_CHARACTERS = 4000;

/** What a model is told of a module besides its text. */
export interface ModuleContext {
  readme: string;
  headers: string;
}

/** A module and where its context lies. */
export interface ContextRow {
  module_sha256: string;
  name: string;
  bundle_sha256: string | null;
  readme_sha256: string | null;
}

/** README sections and heads of the other modules of the closure, by module. */
export async function readContexts(
  warehouse: Warehouse,
  rows: readonly ContextRow[],
): Promise<Map<string, ModuleContext>> {
  const present = (value: string | null): value is string => value !== null;
  const bundles = await readBundles(
    warehouse,
    rows.map((row) => row.bundle_sha256).filter(present),
    'bundle.sv',
  );
  const readmes = await readDocuments(warehouse, rows.map((row) => row.readme_sha256).filter(present));
  // Modules of a repository share a README and most files of their closures: each is looked through once.
  const sectionsOf = remembered(readmeSections);
  const headsOf = remembered(readHeads);
  return new Map(
    rows.map(({ module_sha256, name, bundle_sha256, readme_sha256 }) => {
      const files = bundles.get(bundle_sha256 ?? '') ?? [];
      return [
        module_sha256,
        {
          readme: sectionOn(name, sectionsOf(readmes.get(readme_sha256 ?? '') ?? '')),
          headers: otherHeads(
            files.flatMap(({ text }) => headsOf(text)),
            name,
          ),
        },
      ];
    }),
  );
}

/** The values of a prompt's placeholders. */
export function promptValues(facts: ModuleFacts, context: ModuleContext): Record<string, string> {
  const lines = facts.source.split('\n');
  return {
    facts: describeStructure(facts, 'specification') ?? '',
    readme: context.readme === '' ? '' : `What the README says:\n${context.readme}`,
    headers: context.headers === '' ? '' : `Heads of the modules that it uses:\n${context.headers}`,
    module: `\`\`\`verilog\n${facts.source.trimEnd()}\n\`\`\``,
    numbered_module: `\`\`\`verilog\n${lines.map((line, index) => `${index + 1}: ${line}`).join('\n')}\n\`\`\``,
  };
}

function remembered<Value>(read: (text: string) => Value): (text: string) => Value {
  const known = new Map<string, Value>();
  return (text) => {
    const value = known.get(text) ?? read(text);
    known.set(text, value);
    return value;
  };
}

/** The sections of a README, by Markdown or reStructuredText heading. */
function readmeSections(readme: string): string[] {
  return readme.split(/^(?=#{1,4} )|\n(?=[^\n]+\n(?:={4,}|-{4,})\n)/m);
}

/** The first section that names the module. */
function sectionOn(module: string, sections: readonly string[]): string {
  const named = new RegExp(`(?<![\\w$])${module.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')}(?![\\w$])`);
  const section = sections.find((text) => named.test(text));
  return section === undefined ? '' : shorten(section.trim(), README_CHARACTERS);
}

interface ModuleHead {
  name: string;
  head: string;
}

function readHeads(text: string): ModuleHead[] {
  return listModules(text).modules.map(({ name, ports }) => {
    const told = ports.map((port) =>
      [port.direction, port.width, port.name].filter((part) => part !== '').join(' '),
    );
    return { name, head: `${name} (${told.join(', ')})` };
  });
}

function otherHeads(heads: readonly ModuleHead[], module: string): string {
  const others = heads.filter(({ name }) => name !== module).map(({ head }) => head);
  return shorten(others.join('\n'), HEADS_CHARACTERS);
}

function shorten(text: string, characters: number): string {
  return text.length <= characters ? text : `${text.slice(0, characters)}\n[cut]`;
}

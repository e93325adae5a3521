import { type DesignUnit, designUnits } from '../design-units.ts';
import { lex, type Tokens } from '../lexer.ts';
import { expandMacros } from '../macros.ts';
import { blankPreprocessor } from '../preprocess.ts';
import type { ExpandedSource } from './expand-includes.ts';
import { usesReservedNames } from './reserved-names.ts';
import { findReferences, noReferences, type References } from './unit-references.ts';

/** An outermost design unit of an expanded file and the names that it needs. */
export interface UnitSymbols extends References {
  name: string;
  kind: DesignUnit['kind'];
  /** UTF-16 range in the expanded text. */
  start: number;
  end: number;
  hasPorts: boolean;
  /** Whether the unit can be taken out without tearing an `` `ifdef `` apart. */
  canBeCut: boolean;
}

/** What a file of a repository defines and needs, its includes put in. */
export interface FileSymbols {
  path: string;
  units: UnitSymbols[];
  /** What stands outside of all units: imports, binds, typedefs. */
  outside: References;
  included: string[];
  missingIncludes: string[];
  definedMacros: string[];
  /** Macros whose whole body is a name, and that name. */
  macroNames: Readonly<Record<string, string>>;
  missingMacros: string[];
  /** Macros whose definition its conditionals ask for. */
  testedMacros: string[];
  /** Whether it is Verilog that uses words as names which SystemVerilog reserves. */
  usesReservedNames: boolean;
}

/**
 * Reads units and references from a source whose includes are put in. Conditionals are evaluated with `defines` and
 * with what the text itself defines; macros that it defines are expanded before references are looked for.
 */
export function readFileSymbols(
  path: string,
  source: ExpandedSource,
  defines: ReadonlySet<string>,
): FileSymbols {
  const living = blankPreprocessor(source.text, defines);
  const called =
    living === source.text ? living : blankPreprocessor(source.text, defines, { keepCalls: true });
  const expanded = expandMacros(called);
  const tokens = lex(expanded);
  const written = designUnits(living);
  const made = expanded === living ? written : designUnits(expanded);
  const units = written.map((unit): UnitSymbols => {
    const range = made.find((other) => other.name === unit.name) ?? { start: 0, end: expanded.length };
    const text = source.text.slice(unit.start, unit.end);
    return {
      ...unitHead(unit),
      ...findReferences(tokens, range.start, range.end),
      start: unit.start,
      end: unit.end,
      canBeCut: unit.closed && conditionalsBalance(text),
    };
  });
  const names = new Set(written.map((unit) => unit.name));
  // Macros can make whole units; they have no place in the text, so they stay with their file.
  const fromMacros = made
    .filter((unit) => !names.has(unit.name))
    .map((unit) => ({
      ...unitHead(unit),
      ...findReferences(tokens, unit.start, unit.end),
      start: 0,
      end: 0,
      canBeCut: false,
    }));
  return {
    path,
    units: [...units, ...fromMacros],
    outside: {
      ...outsideReferences(tokens, made),
      // What the text defines for such a macro may be a default that a file before it has set already.
      macros: expanded === called ? new Set() : findReferences(lex(called), 0, called.length).macros,
    },
    included: source.included,
    missingIncludes: source.missingIncludes,
    definedMacros: source.definedMacros,
    macroNames: source.macroNames,
    missingMacros: source.missingMacros,
    testedMacros: source.testedMacros,
    usesReservedNames: usesReservedNames(tokens),
  };
}

function unitHead({ name, kind, hasPorts }: DesignUnit): Pick<UnitSymbols, 'name' | 'kind' | 'hasPorts'> {
  return { name: name.replace(/^\\/, ''), kind, hasPorts };
}

function outsideReferences(tokens: Tokens, units: readonly { start: number; end: number }[]): References {
  const found = noReferences();
  let position = 0;
  for (const { start, end } of [...units, { start: tokens.text.length, end: tokens.text.length }]) {
    const gap = findReferences(tokens, position, start);
    for (const kind of ['instances', 'scopes', 'types'] as const)
      for (const name of gap[kind]) found[kind].add(name);
    position = end;
  }
  return found;
}

/** Whether every `ifdef` of a stretch ends in it and no other branch or end reaches in. */
function conditionalsBalance(text: string): boolean {
  let depth = 0;
  for (const [, word] of text.matchAll(/`(ifdef|ifndef|elsif|else|endif)\b/g)) {
    if (word === 'ifdef' || word === 'ifndef') depth++;
    else if (depth === 0) return false;
    else if (word === 'endif') depth--;
  }
  return depth === 0;
}

import { expandIncludes } from '../../verilog/closure/expand-includes.ts';
import { findReferences } from '../../verilog/closure/unit-references.ts';
import { type DesignUnit, designUnits } from '../../verilog/design-units.ts';
import { lex } from '../../verilog/lexer.ts';
import { withTree } from '../../verilog/parser.ts';
import { blankPreprocessor } from '../../verilog/preprocess.ts';
import type { ModuleStructure } from '../../verilog/structure/module-structure.ts';
import { readStructures } from '../../verilog/structure/structure.ts';
import { SyntaxTree } from '../../verilog/syntax-tree.ts';

/** A design unit of a file. */
interface ParsedUnit {
  name: string;
  kind: DesignUnit['kind'];
  /** UTF-16 range. */
  start: number;
  end: number;
  /** 1-based lines of its first and last character. */
  lineStart: number;
  lineEnd: number;
  /** JSON of ModuleStructure without assignments; null for what is no module. */
  structure: string | null;
}

/** What a file holds by itself, its includes left out. */
export interface ParsedFile {
  /** `partial`: the tree has errors; `lexical`: there is no tree, so modules have no structure. */
  source: 'tree' | 'partial' | 'lexical';
  units: ParsedUnit[];
  includes: string[];
  macrosDefined: string[];
  macrosUsed: string[];
  packagesImported: string[];
}

interface Structures {
  modules: ModuleStructure[];
  hasError: boolean;
}

/**
 * Reads the units of a text and what modules are made of. A text with errors gives what can be had; one whose parse
 * takes longer than the deadline gives what its tokens say. Needs `loadParser()`.
 */
export function parseFile(text: string, deadlineMs: number): ParsedFile {
  const tree = withTree(text, (parsed) => new SyntaxTree(parsed), { deadlineMs });
  const found = tree && { modules: readStructures(tree, {}), hasError: tree.hasError };
  return parsedFile(text, found);
}

/** The same from tokens alone, for a text that the parser cannot be given. */
export function parseFileLexically(text: string): ParsedFile {
  return parsedFile(text, undefined);
}

function parsedFile(text: string, structures: Structures | undefined): ParsedFile {
  const living = blankPreprocessor(text);
  const includes = new Set<string>();
  const { definedMacros, usedMacros } = expandIncludes('', text, (name) => {
    includes.add(name);
    return undefined;
  });
  return {
    source: structures === undefined ? 'lexical' : structures.hasError ? 'partial' : 'tree',
    units: readUnits(text, living, structures?.modules ?? []),
    includes: [...includes],
    macrosDefined: definedMacros,
    macrosUsed: usedMacros,
    packagesImported: [...findReferences(lex(living), 0, living.length).scopes],
  };
}

function readUnits(text: string, living: string, structures: readonly ModuleStructure[]): ParsedUnit[] {
  const lineOf = lineCounter(text);
  return designUnits(living).map(({ name, kind, start, end }) => {
    // The tree begins a module at its attributes, the tokens at its keyword.
    const structure = structures.find((one) => one.name === name && one.start <= start && one.end > start);
    return {
      name: name.replace(/^\\/, ''),
      kind,
      start,
      end,
      lineStart: lineOf(start),
      lineEnd: lineOf(end - 1),
      structure: kind === 'module' && structure !== undefined ? structureText(structure) : null,
    };
  });
}

/** Assignments with all their places are ten times the source, and can be read again from the module's text. */
function structureText({ assignments: _, ...structure }: ModuleStructure): string {
  return JSON.stringify(structure, (_key, value) => (typeof value === 'bigint' ? String(value) : value));
}

/** Lines of ascending offsets, each character looked at once. */
function lineCounter(text: string): (offset: number) => number {
  let line = 1;
  let at = 0;
  return (offset) => {
    for (let next = text.indexOf('\n', at); next >= 0 && next < offset; next = text.indexOf('\n', at)) {
      line += 1;
      at = next + 1;
    }
    return line;
  };
}

import { readCheckNames } from './check-names.ts';
import { findDesignBoundary } from './design-outputs.ts';
import { designUnits } from './design-units.ts';
import { findChecks } from './find-checks.ts';
import { lex, TokenKind, tokenText } from './lexer.ts';
import { checksLexically } from './lexical-check.ts';
import { expandMacros } from './macros.ts';
import { type ModuleDeclaration, readModules } from './modules.ts';
import { nodeText, type VerilogTree, withTree } from './parser.ts';
import { readCheckFacts } from './read-check-facts.ts';

/** What a testbench's text says about what a pass of it is worth. */
export interface TestbenchAnalysis {
  /** True when a comparison of the design's outputs decides what is reported. */
  checks: boolean;
  /** Where it checks, or why it does not, each with a line (`line 12: ...`); at least one. */
  how: string[];
  /** Modules that nothing in the testbench instantiates. */
  topModules: string[];
  /** Instances of the design under test. */
  duts: { module: string; instance: string }[];
  modulesDefined: string[];
  /** Imported packages that the testbench does not define. */
  importsPackages: string[];
  /** Writes waveforms. */
  dumps: boolean;
  /** Ends the simulation itself. */
  finishes: boolean;
}

const MOST_REASONS = 20;

/**
 * Whether a testbench checks the design, found by following the design's outputs through the syntax tree. Needs
 * `loadParser()`. When the text does not parse, comparisons next to reports in the token stream decide instead, and
 * `how` says "lexical". Give `design.modules` for the directions of the ports; without it they are inferred.
 */
export function analyseTestbench(
  testbench: string,
  design: { modules: readonly ModuleDeclaration[] } = { modules: [] },
): TestbenchAnalysis {
  const text = expandMacros(testbench);
  const fromTree = withTree(text, (tree) => analyseTree(tree, design.modules));
  const analysis = fromTree ?? lexicalStructure(text);
  const common = { ...analysis.structure, ...systemCalls(text) };
  if (analysis.how.length > 0) return { checks: true, how: analysis.how, ...common };
  if (analysis.hasError) {
    const line = checksLexically(text, common.duts);
    if (line !== undefined)
      return { checks: true, how: [`line ${line}: lexical: a comparison beside a report`], ...common };
  }
  return { checks: false, how: [whyNot(common.duts, analysis.hasError)], ...common };
}

interface Structure {
  topModules: string[];
  duts: { module: string; instance: string }[];
  modulesDefined: string[];
  importsPackages: string[];
}

interface Analysis {
  structure: Structure;
  how: string[];
  hasError: boolean;
}

function analyseTree(tree: VerilogTree, designModules: readonly ModuleDeclaration[]): Analysis {
  const modules = readModules(tree);
  const known = readCheckNames(tree);
  const facts = readCheckFacts(tree, known);
  const boundary = findDesignBoundary(facts, known, modules, designModules);
  const found = findChecks(facts, boundary);
  const instantiated = new Set(facts.connections.map((one) => one.moduleName));
  const modulesDefined = modules.map((module) => module.name);
  return {
    structure: {
      topModules: modulesDefined.filter((name) => !instantiated.has(name)),
      duts: boundary.duts,
      modulesDefined,
      importsPackages: importedPackages(tree, known.defined),
    },
    how: found.slice(0, MOST_REASONS).map(({ line, reason }) => `line ${line}: ${reason}`),
    hasError: tree.hasError,
  };
}

function importedPackages(tree: VerilogTree, defined: ReadonlySet<string>): string[] {
  const items = tree.root.descendantsOfType(['package_import_item', 'package_scope']);
  const names = items.map((item) => /^[\w$]+/.exec(nodeText(tree, item))?.[0] ?? '');
  return [...new Set(names)].filter(
    (name) => name !== '' && name !== '$unit' && name !== 'std' && !defined.has(name),
  );
}

function lexicalStructure(text: string): Analysis {
  const modulesDefined = designUnits(text)
    .filter((unit) => unit.kind === 'module')
    .map((unit) => unit.name);
  return {
    structure: { topModules: modulesDefined.slice(-1), duts: [], modulesDefined, importsPackages: [] },
    how: [],
    hasError: true,
  };
}

function systemCalls(text: string): { dumps: boolean; finishes: boolean } {
  const tokens = lex(text);
  let dumps = false;
  let finishes = false;
  for (let index = 0; index < tokens.count; index++) {
    if (tokens.kinds[index] !== TokenKind.systemName) continue;
    const name = tokenText(tokens, index);
    dumps ||= /^\$(?:dump(?:file|vars|ports)|fsdb\w*|shm_\w+)$/.test(name);
    finishes ||= /^\$(?:finish|stop|fatal|exit)$/.test(name);
  }
  return { dumps, finishes };
}

function whyNot(duts: readonly { module: string; instance: string }[], hasError: boolean): string {
  const parsed = hasError ? ' (lexical: its text does not parse)' : '';
  if (duts.length === 0) return `no design under test is instantiated${parsed}`;
  const names = [...new Set(duts.map((dut) => dut.module))].join(', ');
  return `no comparison of an output of ${names} decides what is printed${parsed}`;
}

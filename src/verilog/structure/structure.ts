import { designUnits } from '../design-units.ts';
import { findModules, type ModuleRegion } from '../module-regions.ts';
import { type ModuleDeclaration, type ModulePort, readDeclaration } from '../modules.ts';
import { type ParseOptions, withTree } from '../parser.ts';
import { readPorts } from '../ports.ts';
import { blankPreprocessor } from '../preprocess.ts';
import { SyntaxTree } from '../syntax-tree.ts';
import { readClocking, readClocks } from './clocking.ts';
import { countConstructs } from './constructs.ts';
import type { DriverContext } from './driver-context.ts';
import { readDrivers } from './drivers.ts';
import { readEnables } from './enables.ts';
import { readFileScope } from './file-scope.ts';
import { readFsms } from './fsm/fsms.ts';
import { describeProcess } from './latches.ts';
import { readMemories } from './memories.ts';
import { type ModuleScope, readModuleScope } from './module-scope.ts';
import type { ModuleStructure, Routine } from './module-structure.ts';
import { readResets } from './resets.ts';
import { readRoutines } from './routines.ts';

/** Ports of modules that a text instantiates and does not define, by module name. */
type ModuleLibrary = ReadonlyMap<string, readonly ModulePort[]>;

export interface StructureOptions extends ParseOptions {
  library?: ModuleLibrary;
}

/**
 * What each module of a text is made of, in order, nested ones behind their parents. A text with errors gives what
 * can be had. Undefined when the deadline passed. Needs `loadParser()`; never throws for a text.
 */
export function readStructure(text: string, options: StructureOptions = {}): ModuleStructure[] | undefined {
  const tree = withTree(text, (parsed) => new SyntaxTree(parsed), options);
  if (tree === undefined) return undefined;
  return readStructures(tree, options);
}

/** The same of a tree, in the order of `findRegions`. */
export function readStructures(tree: SyntaxTree, options: StructureOptions): ModuleStructure[] {
  const regions = findRegions(tree, options);
  const file = readFileScope(tree);
  const ports = regions.map((region) => readPorts(tree, region));
  const declarations = regions.map((region, index) => readDeclaration(tree, region, ports[index]));
  const own = new Map(declarations.map((one) => [one.name, one.ports]));
  const portsOf = (module: string): readonly ModulePort[] | undefined =>
    own.get(module) ?? options.library?.get(module);
  return regions.map((region, index) => ({
    ...declarations[index]!,
    ...readModule(readModuleScope(tree, region, ports[index]!, file), portsOf),
  }));
}

/** A clean tree has all modules; otherwise the tokens say where each begins and ends. */
function findRegions(tree: SyntaxTree, options: ParseOptions): ModuleRegion[] {
  if (!tree.hasError) return findModules(tree);
  const units = designUnits(blankPreprocessor(tree.text, options.defines));
  return findModules(
    tree,
    units.filter((unit) => unit.kind === 'module'),
  );
}

function readModule(
  scope: ModuleScope,
  portsOf: DriverContext['portsOf'],
): Omit<ModuleStructure, keyof ModuleDeclaration> {
  const { tree, region } = scope;
  const isSignal = (name: string): boolean => scope.signals.has(name);
  const context: DriverContext = {
    tree,
    meaning: scope.meaning,
    routines: new Map(),
    portsOf,
    isSignal,
    assignments: [],
  };
  const routines = readRoutines(context, region);
  const bodies = readDrivers(
    { ...context, routines: new Map(routines.map((one) => [one.name, one])) },
    region.items,
  );
  const { assignments } = context;
  const clocking = readClocking(scope, bodies, assignments);
  const resets = readResets(scope, clocking);
  const machines = readFsms({ scope, processes: bodies, clocking, assignments, routines, resets });
  const signals = [...scope.signals.values()];
  return {
    style: styleOf(scope),
    signals,
    parameterValues: parameterValues(scope),
    assignments,
    processes: bodies.map((body) => describeProcess(scope, body)),
    clocks: readClocks(clocking),
    resets: [...resets, ...machines.resets],
    enables: readEnables(scope, clocking, resets),
    fsms: machines.fsms,
    memories: readMemories(signals, assignments),
    routines: routines.map(({ formals: _, body: __, ...routine }) => routine),
    functions: namesOf(routines, 'function'),
    tasks: namesOf(routines, 'task'),
    ...countConstructs(tree, region, scope.meaning),
  };
}

function namesOf(routines: readonly Routine[], kind: Routine['kind']): string[] {
  return routines.filter((routine) => routine.kind === kind).map((routine) => routine.name);
}

function parameterValues(scope: ModuleScope): Record<string, bigint> {
  return Object.fromEntries([...scope.constants.values].map(([name, { value }]) => [name, value]));
}

function styleOf({ tree, ports }: ModuleScope): ModuleStructure['style'] {
  if (ports.length === 0) return 'none';
  const isAnsi = ports.some((port) => tree.type(port.declarator) === 'ansi_port_declaration');
  return isAnsi ? 'ansi' : 'non_ansi';
}

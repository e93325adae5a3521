import type { SyntaxNode } from '../syntax-tree.ts';
import { type DriverContext, noteDriver, OUTERMOST, type Surroundings, within } from './driver-context.ts';
import { generateParts } from './generate-parts.ts';
import { readGateDrivers, readInstanceDrivers } from './instance-drivers.ts';
import type { Enclosing } from './module-structure.ts';
import { readLvalue } from './names.ts';
import { type ProcessBody, readProcess } from './process.ts';
import { readDeclarationDrivers, readStatementDrivers } from './statement-drivers.ts';

/** Notes the drivers of all items in `context.assignments` and returns the processes among them. */
export function readDrivers(context: DriverContext, items: readonly SyntaxNode[]): ProcessBody[] {
  const processes: ProcessBody[] = [];
  for (const item of items) readItem(context, OUTERMOST, item, processes);
  return processes;
}

function readItem(
  context: DriverContext,
  around: Surroundings,
  item: SyntaxNode,
  processes: ProcessBody[],
): void {
  const { tree } = context;
  switch (tree.type(item)) {
    case 'continuous_assign':
      readContinuous(context, around, item);
      break;
    case 'net_declaration':
    case 'data_declaration':
      readDeclarationDrivers(context, around, item);
      break;
    case 'always_construct':
    case 'initial_construct':
    case 'final_construct':
      readProcessDrivers(context, around, item, processes);
      break;
    case 'module_instantiation':
    case 'interface_instantiation':
    case 'program_instantiation':
    case 'udp_instantiation':
    case 'checker_instantiation':
      readInstanceDrivers(context, around, item);
      break;
    case 'gate_instantiation':
      readGateDrivers(context, around, item);
      break;
    case 'conditional_generate_construct':
    case 'loop_generate_construct':
    case 'if_generate_construct':
    case 'case_generate_construct':
    case 'case_generate_item':
    case 'generate_block':
    case 'generate_region':
    case 'module_item':
    case 'ERROR':
      for (const { node, enclosing } of generateParts(tree, item)) {
        const inner = enclosing.reduce((outer, one) => within(context, outer, one), around);
        readItem(context, inner, node, processes);
      }
      break;
    default:
      break;
  }
}

function readContinuous(context: DriverContext, around: Surroundings, item: SyntaxNode): void {
  const { tree, meaning } = context;
  const assignments = tree.findAll(item, 'net_assignment', 'variable_assignment');
  const place = { start: tree.start[item]!, end: tree.end[item]! };
  const [first] = assignments;
  const isList = assignments.length > 1;
  const inList =
    isList && first !== undefined
      ? within(context, around, {
          kind: 'list',
          ...place,
          headEnd: tree.start[first]!,
          tailStart: tree.end[assignments.at(-1)!]!,
        })
      : around;
  for (const assignment of assignments) {
    const [target, ...rest] = tree.children(assignment);
    const value = rest.at(-1);
    if (target === undefined || value === undefined) continue;
    const { defs, uses, calls } = readLvalue(tree, target, meaning);
    const own = { start: tree.start[assignment]!, end: tree.end[assignment]! };
    noteDriver(context, inList, {
      kind: 'continuous',
      defs,
      values: [value],
      uses,
      calls,
      ...(isList ? own : place),
    });
  }
}

function readProcessDrivers(
  context: DriverContext,
  around: Surroundings,
  item: SyntaxNode,
  processes: ProcessBody[],
): void {
  const process = readProcess(context.tree, item);
  const { start, end, bodyStart: headEnd } = process;
  const span: Enclosing = { kind: 'process', start, headEnd, tailStart: end, end };
  const controls = process.edges.length > 0 && process.control !== undefined ? [process.control] : [];
  const inner = within(context, around, span, controls);
  processes.push(process);
  readStatementDrivers(context, { ...inner, process: processes.length - 1 }, process.body);
}

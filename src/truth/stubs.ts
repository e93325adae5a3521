import type { Node } from 'web-tree-sitter';
import type { SourceFile } from '../eda/simulator.ts';
import { type VerilogTree, withTree } from '../verilog/parser.ts';

/** A design that does nothing right, under the ports of the real one: no testbench may accept it. */
export interface StubDesign {
  /** `tie_0`, `tie_1`, `unknown`: all outputs at that level; `pass_printer`: prints what a passing run prints. */
  name: 'tie_0' | 'tie_1' | 'unknown' | 'pass_printer';
  design: SourceFile[];
}

const LEVELS = { tie_0: "'b0", tie_1: "~'b0", unknown: "'bx" } as const;

/** Declarations of a body without which its ports or widths would mean nothing. */
const KEPT = new Set([
  'port_declaration',
  'input_declaration',
  'output_declaration',
  'inout_declaration',
  'parameter_declaration',
  'local_parameter_declaration',
  'package_import_declaration',
  'type_declaration',
]);

/** More of a log than this holds no more verdicts. */
const LOG_LINES = 200;

/**
 * The stubs of a design: its files, with the body of the top module replaced. `passingLog` is what the simulation
 * of the real design prints. Empty where the top is not found or its text does not parse. Needs `loadParser()`.
 */
export function stubDesigns(design: readonly SourceFile[], top: string, passingLog: string): StubDesign[] {
  const at = design.findIndex((file) => moduleSkeleton(file.text, top) !== undefined);
  const file = design[at];
  const skeleton = file === undefined ? undefined : moduleSkeleton(file.text, top);
  if (file === undefined || skeleton === undefined) return [];
  const withBody = (name: StubDesign['name'], body: string): StubDesign => {
    const text = `${skeleton.head}\n${body}\n${skeleton.tail}`;
    return { name, design: design.with(at, { ...file, text }) };
  };
  const levels = Object.entries(LEVELS) as [keyof typeof LEVELS, string][];
  return [
    ...levels.map(([name, level]) =>
      withBody(name, skeleton.outputs.map((output) => tie(output, level)).join('\n')),
    ),
    withBody('pass_printer', printer(passingLog)),
  ];
}

interface Output {
  name: string;
  /** Declared as a variable, which only a process may assign. */
  isVariable: boolean;
}

interface Skeleton {
  /** All of the file up to the body, with the declarations that the ports need. */
  head: string;
  /** From `endmodule` on. */
  tail: string;
  outputs: Output[];
}

function tie({ name, isVariable }: Output, level: string): string {
  return isVariable ? `  initial ${name} = ${level};` : `  assign ${name} = ${level};`;
}

function printer(log: string): string {
  const lines = log.split('\n').slice(-LOG_LINES);
  const prints = lines.map((line) => `    $display("%s", "${line.replace(/[\\"]/g, '\\$&')}");`);
  return `  initial begin\n${prints.join('\n')}\n    $finish;\n  end`;
}

function moduleSkeleton(text: string, top: string): Skeleton | undefined {
  return withTree(text, (tree) => {
    const module = tree.root
      .descendantsOfType('module_declaration')
      .find((node) => headerOf(tree, node)?.name === top);
    const header = module === undefined ? undefined : headerOf(tree, module)?.node;
    const last = module?.lastChild;
    if (module === undefined || header === undefined || last == null || last.type !== 'endmodule')
      return undefined;
    const body = module.namedChildren.filter((node) => node.id !== header.id);
    const kept = body
      .filter((node) => KEPT.has(unwrapped(node).type))
      .map((node) => tree.text.slice(node.startIndex, node.endIndex));
    const declarations = kept.map(
      (declaration) => `  ${declaration.endsWith(';') ? declaration : `${declaration};`}`,
    );
    return {
      head: [tree.text.slice(0, header.endIndex), ...declarations].join('\n'),
      tail: tree.text.slice(last.startIndex),
      outputs: header.type === 'module_ansi_header' ? headOutputs(tree, header) : bodyOutputs(tree, body),
    };
  });
}

function headerOf(tree: VerilogTree, module: Node): { node: Node; name: string } | undefined {
  const node = module.namedChildren.find((child) => /^module_(?:non)?ansi_header$/.test(child.type));
  const name = node?.childForFieldName('name');
  if (node === undefined || name == null) return undefined;
  return { node, name: tree.text.slice(name.startIndex, name.endIndex) };
}

/** Wrappers such as `package_or_generate_item_declaration` with one child. */
function unwrapped(node: Node): Node {
  let inner = node;
  while (inner.namedChildCount === 1 && !KEPT.has(inner.type)) inner = inner.firstNamedChild!;
  return inner;
}

/** `output reg a, b`: a port without a head of its own is of the kind of the one before it. */
function headOutputs(tree: VerilogTree, header: Node): Output[] {
  let head = '';
  return header.descendantsOfType('ansi_port_declaration').flatMap((node) => {
    const name = node.childForFieldName('port_name');
    if (name === null) return [];
    const own = tree.text.slice(node.startIndex, name.startIndex).trim();
    if (own !== '') head = own;
    return head.startsWith('output')
      ? [{ name: tree.text.slice(name.startIndex, name.endIndex), isVariable: isVariable(head) }]
      : [];
  });
}

/** The variable declarations of a body are not kept, so `output q; reg q;` is a net here. */
function bodyOutputs(tree: VerilogTree, body: readonly Node[]): Output[] {
  return body
    .flatMap((node) => node.descendantsOfType('output_declaration'))
    .flatMap((node) => {
      const names = node.namedChildren.filter((child) => /^list_of_/.test(child.type));
      const first = names[0];
      if (first === undefined) return [];
      const head = tree.text.slice(node.startIndex, first.startIndex);
      return tree.text
        .slice(first.startIndex, first.endIndex)
        .split(',')
        .map((name) => ({ name: name.replace(/=.*/s, '').trim(), isVariable: isVariable(head) }));
    });
}

function isVariable(head: string): boolean {
  return /\b(?:reg|logic|bit|byte|int|integer|shortint|longint|time)\b/.test(head);
}

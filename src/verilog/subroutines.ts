import type { Node } from 'web-tree-sitter';
import { nodeText, type VerilogTree } from './parser.ts';

/** A task, function or constructor with its formal arguments in order. */
export interface Subroutine {
  /** `scope.name`; its return value has this id too. */
  id: string;
  name: string;
  formals: readonly { name: string; isOutput: boolean }[];
  /** Formals and variables declared inside. */
  locals: ReadonlySet<string>;
}

const BODIES = ['task_body_declaration', 'function_body_declaration', 'class_constructor_declaration'];

/** The subroutine that a task, function or constructor declaration declares. */
export function readSubroutine(tree: VerilogTree, node: Node, scope: string): Subroutine {
  const body = node.namedChildren.find((child) => BODIES.includes(child.type)) ?? node;
  const nameNode = body.childForFieldName('name');
  const name = nameNode === null ? 'new' : nodeText(tree, nameNode);
  const formals = [...headFormals(tree, body), ...bodyFormals(tree, body)];
  const locals = new Set(formals.map((formal) => formal.name));
  for (const variable of body.descendantsOfType('variable_decl_assignment')) {
    const local = variable.childForFieldName('name');
    if (local !== null) locals.add(nodeText(tree, local));
  }
  return { id: `${scope}.${name}()`, name, formals, locals };
}

/** `task t(input a, b, output c)`: without a direction the one before holds. */
function headFormals(tree: VerilogTree, body: Node): { name: string; isOutput: boolean }[] {
  let isOutput = false;
  return body.descendantsOfType('tf_port_item').flatMap((item) => {
    const direction = item.descendantsOfType('tf_port_direction')[0];
    if (direction !== undefined) isOutput = !nodeText(tree, direction).includes('input');
    const name = item.childForFieldName('name');
    return name === null ? [] : [{ name: nodeText(tree, name), isOutput }];
  });
}

/** `task t; input a, b; output c;` */
function bodyFormals(tree: VerilogTree, body: Node): { name: string; isOutput: boolean }[] {
  return body.descendantsOfType('tf_port_declaration').flatMap((declaration) => {
    const direction = declaration.descendantsOfType('tf_port_direction')[0];
    const isOutput = direction !== undefined && !nodeText(tree, direction).includes('input');
    return declaration
      .descendantsOfType('list_of_tf_variable_identifiers')
      .flatMap((list) => list.namedChildren.filter((child) => child.type === 'simple_identifier'))
      .map((name) => ({ name: nodeText(tree, name), isOutput }));
  });
}

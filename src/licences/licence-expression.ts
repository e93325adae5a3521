import correct from 'spdx-correct';
import parse, { type LicenceNode } from 'spdx-expression-parse';
import { type LicenceKind, licenceKind, mildestKind, strictestKind } from './licence-kind.ts';

/** Decides over one SPDX name. */
type Judge = (name: string) => boolean;

/**
 * An SPDX expression out of what somebody wrote: as it stands where it is one, else the name that is meant
 * (`Apache 2`), else undefined.
 */
export function readExpression(written: string): string | undefined {
  const text = written.replace(/\s+/g, ' ').trim();
  if (text === '') return undefined;
  if (parsed(text) !== undefined) return text;
  // Solderpad 0.51 is a licence, not an exception; some headers have it as one.
  const asLicences = text.replace(/\bWITH (SHL-0\.51?)\b/g, 'AND $1');
  if (parsed(asLicences) !== undefined) return asLicences;
  const meant = correct(text, { upgrade: false }) ?? undefined;
  return meant !== undefined && isNamedIn(meant, text) ? meant : undefined;
}

/** The package finds `MPL` in `Example`: a word must begin as the name does. */
function isNamedIn(spdx: string, written: string): boolean {
  const family = spdx.split('-')[0]!.toLowerCase();
  const words = written.toLowerCase().split(/[^a-z0-9]+/);
  return words.length <= 6 && words.some((word) => word.startsWith(family));
}

/** The kind of an expression: of licences that all hold the strictest, of a choice the mildest. */
export function expressionKind(expression: string): LicenceKind {
  const tree = parsed(expression);
  return tree === undefined ? 'unlisted' : kindOf(tree);
}

/** Whether a judge that allows names allows an expression: all of what holds together, one of a choice. */
export function expressionAllowed(expression: string, allows: Judge): boolean {
  const tree = parsed(expression);
  return tree !== undefined && allowed(tree, allows);
}

/** The expression under which both hold; each name once. */
export function bothHold(expressions: readonly string[]): string {
  const distinct = [...new Set(expressions)];
  if (distinct.length === 1) return distinct[0]!;
  return distinct
    .map((expression) => (/ OR /i.test(expression) ? `(${expression})` : expression))
    .join(' AND ');
}

function parsed(expression: string): LicenceNode | undefined {
  try {
    return parse(expression);
  } catch {
    return undefined;
  }
}

function kindOf(node: LicenceNode): LicenceKind {
  if ('license' in node) return licenceKind(node.license);
  const kinds = [kindOf(node.left), kindOf(node.right)];
  return node.conjunction === 'and' ? strictestKind(kinds) : mildestKind(kinds);
}

function allowed(node: LicenceNode, allows: Judge): boolean {
  if ('license' in node) return allows(node.license);
  const left = allowed(node.left, allows);
  const right = allowed(node.right, allows);
  return node.conjunction === 'and' ? left && right : left || right;
}

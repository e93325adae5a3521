import { isNameToken, lex, tokenText } from '../lexer.ts';
import { expandMacros } from '../macros.ts';
import { listModules, type ModuleInstance, type ModulePort } from '../modules.ts';

/** A module that only instances tell of: ports and parameters as far as they are connected. */
interface Stub {
  ports: Map<string, StubPort>;
  parameters: Set<string>;
  /** Ports that are connected by position. */
  byPosition: StubPort[];
}

interface StubPort {
  direction: 'input' | 'output';
  /** Packed range, or empty. */
  range: string;
}

/**
 * Empty modules for names that a bundle instantiates and nothing defines, inferred from the instances: a port is an
 * output when what is connected could be driven and nothing else drives it. A name without an instance that can be
 * read, or with one that does not name its ports (`.*`), gets none; where none is left the text is empty.
 */
export function portStubs(bundle: string, missing: readonly string[]): string {
  const source = expandMacros(bundle);
  const stubs = new Map<string, Stub>(
    missing.map((name) => [name, { ports: new Map(), parameters: new Set(), byPosition: [] }]),
  );
  const seen = new Set<string>();
  for (const module of listModules(source).modules) {
    const wanted = module.instances.filter(({ moduleName }) => stubs.has(moduleName));
    if (wanted.length === 0) continue;
    const text = source.slice(module.start, module.end);
    const driven = drivenNames(text, module.ports);
    for (const instance of wanted) {
      if (instance.wildcard) continue;
      seen.add(instance.moduleName);
      addInstance(stubs.get(instance.moduleName)!, instance, { source, text, driven });
    }
  }
  return [...stubs]
    .filter(([name]) => seen.has(name))
    .map(([name, stub]) => stubText(name, stub))
    .join('\n');
}

interface Surroundings {
  source: string;
  /** Text of the instantiating module. */
  text: string;
  driven: ReadonlySet<string>;
}

function addInstance(stub: Stub, instance: ModuleInstance, surroundings: Surroundings): void {
  instance.connections.forEach(({ port, expression }, position) => {
    const found = inferPort(expression, surroundings);
    if (port !== null) stub.ports.set(port, merged(stub.ports.get(port), found));
    else stub.byPosition[position] = merged(stub.byPosition[position], found);
  });
  for (const name of overriddenParameters(instance, surroundings)) stub.parameters.add(name);
}

/** What any instance can drive is an input; the widest range stays. */
function merged(known: StubPort | undefined, found: StubPort): StubPort {
  if (known === undefined) return found;
  const direction = known.direction === 'input' || found.direction === 'input' ? 'input' : 'output';
  return { direction, range: known.range.length >= found.range.length ? known.range : found.range };
}

function inferPort(expression: string, { text, driven }: Surroundings): StubPort {
  const isTarget = /^[A-Za-z_][\w$]*(?:\s*\[[^\]]*\])*$/.test(expression);
  const name = /^[\w$]+/.exec(expression)?.[0] ?? '';
  if (!isTarget || driven.has(name)) return { direction: 'input', range: '' };
  const declared = new RegExp(
    `\\b(?:wire|output)\\b[^;,()]*?(\\[\\s*\\d+\\s*:\\s*\\d+\\s*\\])\\s*${name}\\b`,
  ).exec(text);
  return { direction: 'output', range: expression === name ? (declared?.[1] ?? '') : '' };
}

/** Names that a module drives itself: its inputs, its variables, and whatever an assignment names first. */
function drivenNames(text: string, ports: readonly ModulePort[]): Set<string> {
  const names = new Set(ports.filter(({ direction }) => direction !== 'output').map(({ name }) => name));
  const tokens = lex(text);
  for (let index = 0; index < tokens.count; index++) {
    if (!isNameToken(tokens, index)) continue;
    let at = index + 1;
    for (let depth = 0; at < tokens.count; at++) {
      const word = tokenText(tokens, at);
      if (word === '[') depth++;
      else if (word === ']') depth--;
      else if (depth === 0) break;
    }
    if (/^(?:=|<=)$/.test(tokenText(tokens, at))) names.add(tokenText(tokens, index));
  }
  for (const [, list] of text.matchAll(/\b(?:reg|integer|localparam|parameter)\b([^;=()]*)/g)) {
    for (const [name] of list!.matchAll(/[A-Za-z_][\w$]*/g)) names.add(name);
  }
  return names;
}

/** `#(.NAME(...))` in front of the instance's name, and `defparam instance.NAME`. */
function overriddenParameters(instance: ModuleInstance, { source, text }: Surroundings): string[] {
  const assigned = parameterAssignments(
    source.slice(Math.max(0, instance.start - LONGEST_OVERRIDE), instance.start),
  );
  const defparams = [...text.matchAll(/\bdefparam\s+([^;]*);/g)].flatMap(([, list]) =>
    [...list!.matchAll(/([A-Za-z_][\w$]*)\s*\.\s*([A-Za-z_][\w$]*)\s*=/g)]
      .filter((match) => match[1] === instance.instanceName)
      .map((match) => match[2]!),
  );
  return [...assigned, ...defparams];
}

/** Characters in front of an instance's name that are searched for its parameters. */
const LONGEST_OVERRIDE = 20_000;

/** Names (or `P0`, `P1` for those by position) of the `#(...)` that ends a text. */
function parameterAssignments(before: string): string[] {
  const tokens = lex(before);
  const last = tokens.count - 1;
  if (last < 0 || tokenText(tokens, last) !== ')') return [];
  const names: string[] = [];
  let commas = 0;
  let depth = 0;
  for (let at = last; at > 0; at--) {
    const word = tokenText(tokens, at);
    if (/^[)\]}]$/.test(word)) depth++;
    else if (/^(?:\(|\[|\{|'\{)$/.test(word)) depth--;
    else if (depth === 1 && word === ',') commas++;
    else if (depth === 1 && word === '.' && isNameToken(tokens, at + 1))
      names.unshift(tokenText(tokens, at + 1));
    if (depth > 0) continue;
    if (tokenText(tokens, at - 1) !== '#') return [];
    const isEmpty = at === last - 1;
    return names.length > 0 || isEmpty
      ? names
      : Array.from({ length: commas + 1 }, (_, position) => `P${position}`);
  }
  return [];
}

function stubText(name: string, { ports, parameters, byPosition }: Stub): string {
  const listed = [...ports].map(
    ([port, { direction, range }]) => `${direction} wire ${range}${range && ' '}${port}`,
  );
  const positional = [...byPosition]
    .slice(listed.length)
    .map((port, at) => `${port?.direction ?? 'input'} wire ${port?.range ?? ''} p${listed.length + at}`);
  const head =
    parameters.size === 0
      ? ''
      : ` #(${[...parameters].map((parameter) => `parameter ${parameter} = 0`).join(', ')})`;
  return `module ${name}${head} (${[...listed, ...positional].join(', ')});\nendmodule\n`;
}

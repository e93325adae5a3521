/** What paths of a mapping can see: the record, what it was exploded into, and where its file lies. */
export interface Scope {
  record: unknown;
  /** `$key`: the key of the record in an id-keyed document. */
  key?: string | undefined;
  /** `$file`: the file's name without its endings; `$folder`: the name of its folder. */
  file: string;
  folder: string;
  /** `$ordinal`: 0-based place of the record in its file. */
  ordinal: number;
  /** `$item`, `$index` (from 0), `$name`: the element of `explode`. */
  item?: unknown;
  index?: number | undefined;
  name?: string | undefined;
}

/**
 * The value at a path, or undefined. Paths are dotted (`a.b.0`) or JSON pointers (`/a/b`); the first part may be
 * `$item`, `$index`, `$name`, `$key`, `$file`, `$folder` or `$ordinal`, and `$index` may also stand inside (`Score.$index`).
 * `*` stands for the first element of a list or object.
 * Keys that hold dots themselves are found (`gen_ai.request.model`), as are lists of `{key, value}` pairs
 * (OpenTelemetry attributes) and objects whose nesting was flattened into dotted keys (OpenInference).
 */
export function lookupPath(scope: Scope, path: string): unknown {
  if (path.startsWith('/')) return descendPointer(scope.record, path);
  const dot = path.indexOf('.');
  const head = dot < 0 ? path : path.slice(0, dot);
  const rest = dot < 0 ? '' : path.slice(dot + 1);
  if (!head.startsWith('$')) return descend(scope.record, withIndex(path, scope));
  return descend(rootOf(scope, head), withIndex(rest, scope));
}

function rootOf({ item, index, name, key, file, folder, ordinal }: Scope, head: string): unknown {
  const roots: Record<string, unknown> = { item, index, name, key, file, folder, ordinal };
  return roots[head.slice(1)];
}

/** Every element that a path with `*` reaches, with the key or index of the last `*`. */
export function lookupAll(scope: Scope, path: string): { value: unknown; name: string }[] | undefined {
  let found: { value: unknown; name: string }[] = [{ value: scope.record, name: '' }];
  const parts = `${path}.*`
    .replace(/(\.\*)+$/u, '.*')
    .replace(/^\*\.\*$/u, '*')
    .split('.');
  for (const [index, part] of parts.entries()) {
    if (part !== '*') found = found.map(({ value, name }) => ({ value: descend(value, part), name }));
    else found = found.flatMap(({ value }) => elementsOf(value));
    // A null on the way leads nowhere; a null in the list itself is an element and must not vanish.
    const isElement = index === parts.length - 1;
    found = found.filter(({ value }) => value !== undefined && (isElement || value !== null));
    if (found.length === 0) return part === '*' ? [] : undefined;
  }
  return found;
}

function elementsOf(value: unknown): { value: unknown; name: string }[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).map(([name, element]) => ({ value: element, name }));
}

function withIndex(path: string, scope: Scope): string {
  return path.includes('$index') ? path.replaceAll('$index', String(scope.index)) : path;
}

function descendPointer(root: unknown, pointer: string): unknown {
  let node = root;
  for (const part of pointer.slice(1).split('/')) {
    const key = part.replaceAll('~1', '/').replaceAll('~0', '~');
    if (!isObject(node) || !hasKey(node, key)) return undefined;
    node = node[key];
  }
  return node;
}

/** Own keys only: a record must not reach what JavaScript adds to every object or list. */
function hasKey(node: object, key: string): boolean {
  return Object.hasOwn(node, key) && !(Array.isArray(node) && key === 'length');
}

function descend(node: unknown, path: string): unknown {
  if (path === '') return node;
  if (!isObject(node)) return undefined;
  const holder = attributesOf(node) ?? node;
  if (hasKey(holder, path)) return holder[path];
  if (path === '*' || path.startsWith('*.')) return descend(Object.values(holder)[0], path.slice(2));
  for (let dot = path.indexOf('.'); dot >= 0; dot = path.indexOf('.', dot + 1)) {
    const head = path.slice(0, dot);
    if (!hasKey(holder, head)) continue;
    const value = descend(holder[head], path.slice(dot + 1));
    if (value !== undefined) return value;
  }
  return gather(holder, `${path}.`);
}

/** An object out of the keys `prefix…`, or undefined: the inverse of flattening one level of nesting. */
function gather(holder: Record<string, unknown>, prefix: string): unknown {
  const keys = Object.keys(holder).filter((key) => key.startsWith(prefix));
  if (keys.length === 0) return undefined;
  // Without prototypes, so that a key `__proto__` is a key like any other.
  const found: Record<string, unknown> = Object.create(null);
  for (const key of keys) {
    const parts = key.slice(prefix.length).split('.');
    let level = found;
    for (const part of parts.slice(0, -1)) {
      level[part] ??= Object.create(null);
      if (!isObject(level[part])) return undefined;
      level = level[part];
    }
    level[parts.at(-1)!] = holder[key];
  }
  return found;
}

/** A list of OpenTelemetry attributes as an object. */
function attributesOf(node: object): Record<string, unknown> | undefined {
  if (!Array.isArray(node) || node.length === 0 || !node.every(isPair)) return undefined;
  return Object.fromEntries(node.map(({ key, value }) => [key, plainAttribute(value)]));
}

function isPair(element: unknown): element is { key: string; value: unknown } {
  return isObject(element) && typeof element['key'] === 'string' && 'value' in element;
}

function plainAttribute(value: unknown): unknown {
  if (!isObject(value)) return value;
  const [kind, inner] = Object.entries(value)[0] ?? [];
  if (kind === 'arrayValue' && isObject(inner) && Array.isArray(inner['values'])) {
    return inner['values'].map(plainAttribute);
  }
  if (kind === 'kvlistValue' && isObject(inner) && Array.isArray(inner['values'])) {
    return attributesOf(inner['values']);
  }
  // OTLP writes 64-bit integers as texts.
  return kind === 'intValue' ? Number(inner) : inner;
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

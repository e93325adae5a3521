import type { SliceInstance } from './part.ts';
import type { SliceableDesign, SliceModule } from './sliceable-design.ts';

/** One instance of a module on its path from the top. */
export interface InstanceScope {
  module: SliceModule;
  /** `u1.u2.`; empty for the top. */
  path: string;
  needed: Set<string>;
  /** The instances that are this scope: several where a module instantiates itself or the design is huge. */
  callers: { scope: InstanceScope; instance: SliceInstance }[];
}

/** Beyond it all instances of a module count as one. */
const MOST_SCOPES = 2_000;

/** The instances of a design as they are met. */
export class InstanceScopes {
  readonly #design: SliceableDesign;
  readonly #onCaller: (scope: InstanceScope) => void;
  readonly #children = new Map<InstanceScope, Map<number, InstanceScope>>();
  readonly #shared = new Map<string, InstanceScope>();
  #count = 0;

  /** @param onCaller told of a scope that was known and is instantiated once more */
  constructor(design: SliceableDesign, onCaller: (scope: InstanceScope) => void) {
    this.#design = design;
    this.#onCaller = onCaller;
  }

  top(name: string): InstanceScope {
    const module = this.#design.modules.get(name);
    if (module === undefined) throw new TypeError(`there is no module ${name}`);
    return { module, path: '', needed: new Set(), callers: [] };
  }

  /** Undefined where the module is not known. */
  child(scope: InstanceScope, instance: SliceInstance): InstanceScope | undefined {
    const children = this.#children.get(scope) ?? new Map<number, InstanceScope>();
    this.#children.set(scope, children);
    const known = children.get(instance.start);
    if (known !== undefined) return known;
    const module = this.#design.modules.get(instance.moduleName);
    if (module === undefined) return undefined;
    const same =
      above(scope, module) ?? (this.#count > MOST_SCOPES ? this.#shared.get(instance.moduleName) : undefined);
    const path = `${scope.path}${instance.name}.`;
    const found = same ?? { module, path, needed: new Set(), callers: [] };
    this.#count += 1;
    if (this.#count > MOST_SCOPES) this.#shared.set(instance.moduleName, found);
    children.set(instance.start, found);
    found.callers.push({ scope, instance });
    if (same !== undefined) this.#onCaller(found);
    return found;
  }
}

/** A scope of the same module that this one stands in. */
function above(scope: InstanceScope, module: SliceModule): InstanceScope | undefined {
  const seen = new Set<InstanceScope>();
  for (
    let at: InstanceScope | undefined = scope;
    at !== undefined && !seen.has(at);
    at = at.callers[0]?.scope
  ) {
    seen.add(at);
    if (at.module === module) return at;
  }
  return undefined;
}

/** A range of a text, in UTF-16 units. */
export interface Place {
  start: number;
  end: number;
}

/**
 * What a kept range is to the output: `driver` gives a value (assignment, instance, gate, function); `condition`
 * decides which driver counts (heads of `if`, `case`, loops); `frame` is all that the text needs to compile.
 */
export type SpanKind = 'driver' | 'condition' | 'frame';

/** A piece of a module as slicing sees it: kept or left out, together with what must stand around it. */
export type Part = Place &
  (LeafPart | DeclarationPart | FixedPart | InstancePart | ListPart | GroupPart | BranchPart | CasePart);

/** An assignment, gate, call or jump: kept when its start was chosen. */
interface LeafPart {
  kind: 'leaf';
}

/** Kept when one of the names is mentioned in what is kept. */
interface DeclarationPart {
  kind: 'declaration';
  names: readonly string[];
  role: SpanKind;
}

/** Kept with what it stands in: ports, parameters, imports. */
interface FixedPart {
  kind: 'fixed';
  /** Names that it declares, which are no mention of them. */
  names: readonly string[];
}

/** One instance; connections that nothing needs are left open. */
export interface InstancePart {
  kind: 'instance';
  instance: SliceInstance;
}

/** A declaration or instantiation with parts between commas; declarations may give values too. */
export interface ListPart extends Place {
  kind: 'list';
  headEnd: number;
  tailStart: number;
  /** Names that the head declares: members of an enumeration. */
  headNames: readonly string[];
  parts: readonly (Part | DeclaratorPart)[];
}

/** A name that a list declares. */
export interface DeclaratorPart extends Place {
  kind: 'declarator';
  name: string;
  /** Where its value begins (`= 0`), which goes when it is not chosen; `end` where there is none to take off. */
  valueStart: number;
  /** The start that says that it was chosen for its value. */
  chosenBy: number;
}

/** Something with a head, a tail and an inside: kept when something inside is. */
export interface GroupPart extends Place {
  kind: 'group';
  role: SpanKind;
  headEnd: number;
  tailStart: number;
  parts: readonly Part[];
  /** The inside is one statement: where it goes, an empty one takes its place. */
  isSingle: boolean;
  /** A process, which is kept whole where whole processes were asked for. */
  isProcess: boolean;
  /** Assignments in a loop's head: one that was chosen keeps the loop. */
  steps: readonly number[];
}

export interface BranchPart extends Place {
  kind: 'branch';
  /** Where what depends on the condition begins. */
  headEnd: number;
  whenTrue: Part | undefined;
  elseStart: number | undefined;
  /** Where what stands behind `else` begins. */
  elseEnd: number;
  whenFalse: Part | undefined;
}

export interface CasePart extends Place {
  kind: 'case';
  headEnd: number;
  tailStart: number;
  items: readonly CaseItemPart[];
  /** All labels must stay: it is declared full, or parallel. */
  isDeclaredFull: boolean;
  /** No value fits two labels. */
  isExclusive: boolean;
}

interface CaseItemPart extends Place {
  headEnd: number;
  isDefault: boolean;
  body: Part | undefined;
}

/** An instance with its connections. */
export interface SliceInstance extends Place {
  name: string;
  moduleName: string;
  connections: readonly SliceConnection[];
  /** True with `.*`. */
  wildcard: boolean;
}

export interface SliceConnection extends Place {
  /** Null for a connection by position. */
  port: string | null;
  /** Signals that it drives, if the port does, and what selects among them. */
  defs: readonly string[];
  targetUses: readonly string[];
  /** Signals that it reads, if the port does. */
  uses: readonly string[];
  /** `.clk` alone: nothing can be taken off. */
  isImplicit: boolean;
}

/** A statement that leaves a loop or a block: it counts when something in that is chosen. */
export interface Jump {
  start: number;
  /** Start of the loop or block. */
  target: number;
  uses: readonly string[];
}

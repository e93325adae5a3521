import type { CheckExpression } from './check-expression.ts';

/** Conditions that decide whether a statement runs, outermost first, and the task or function it stands in. */
export interface Controlled {
  controls: readonly CheckExpression[];
  /** Id of the task or function around the statement; empty outside of them. */
  owner: string;
  /** 1-based. */
  line: number;
}

export interface AssignmentFact extends Controlled {
  targets: readonly string[];
  value: CheckExpression;
  /** True when the value can be high impedance: the net then has other drivers. */
  releases: boolean;
}

/** Something that a person or a judge can see, or that ends the run. */
export interface EffectFact extends Controlled {
  /** `$display`, `$error`, `$finish`, a task's name. */
  name: string;
  kind: 'print' | 'severity' | 'end';
  args: CheckExpression;
  /** True when the text names a verdict: "FAIL", "error", "passed". */
  namesVerdict: boolean;
}

interface AssertionFact extends Controlled {
  /** `assert`, `assert property`, `assume`. */
  name: string;
  condition: CheckExpression;
}

interface CallFact extends Controlled {
  callee: string;
  /** True when the arguments or the task's name name a verdict. */
  namesVerdict: boolean;
}

/** Connection of an instance's port to an expression of the scope around it. */
export interface ConnectionFact {
  moduleName: string;
  instanceName: string;
  /** Name, position (from 0), or `*` for all ports that are not listed. */
  port: string | number;
  value: CheckExpression;
  /** Scope of the instance: prefix of the ids around it. */
  scope: string;
}

/** All of a testbench that matters for the question whether it checks anything. */
export interface CheckFacts {
  assignments: AssignmentFact[];
  effects: EffectFact[];
  assertions: AssertionFact[];
  calls: CallFact[];
  connections: ConnectionFact[];
  /** Ids declared, by scope. */
  declared: Map<string, string[]>;
}

/** A verdict in words: in a message, or in the name of a counter, a flag or a task. */
export function namesVerdict(text: string): boolean {
  const words = text.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
  return /(?:^|[^a-z])(?:err(?:or)?s?|fail(?:ed|s|ure|ures|ing)?|pass(?:ed|es)?|mis-?match\w*|wrong|incorrect\w*|correct|bad|bug|fault|success\w*|ok)(?![a-z])/.test(
    words,
  );
}

import { type CheckExpression, expressionIds } from './check-expression.ts';
import {
  type AssignmentFact,
  type CheckFacts,
  type Controlled,
  type EffectFact,
  namesVerdict,
} from './check-facts.ts';
import type { DesignBoundary } from './design-outputs.ts';

/**
 * How much a value says about the design being right. `strong`: a comparison of a design's output with something
 * that can vary, or for inequality. `weak`: a comparison with a constant, or a bare test (`if (valid)`), which
 * reports use as well as checks: it counts only where a verdict is named.
 */
const NONE = 0;
const WEAK = 1;
const STRONG = 2;
type Strength = typeof NONE | typeof WEAK | typeof STRONG;

/** One place where a comparison of the design's outputs decides what is reported. */
export interface FoundCheck {
  line: number;
  reason: string;
}

/**
 * Follows the design's outputs through assignments, tasks and modules, then the results of their comparisons
 * through counters and flags, to what is printed, asserted or ends the run.
 */
export function findChecks(facts: CheckFacts, boundary: DesignBoundary): FoundCheck[] {
  const assignments = [...facts.assignments, ...boundary.flows];
  const tainted = spreadTaint(facts, assignments, boundary);
  const strengths = spreadStrength(facts, assignments, boundary, tainted);
  const found: FoundCheck[] = [];
  for (const assertion of facts.assertions) {
    if (!tainted.holds(assertion.condition) && strengths.of(assertion.condition) === NONE) continue;
    found.push({
      line: assertion.line,
      reason: `${assertion.name} on ${tainted.names(assertion.condition)}`,
    });
  }
  for (const effect of facts.effects) {
    const reason = effectReason(effect, facts, tainted, strengths);
    if (reason !== undefined) found.push({ line: effect.line, reason });
  }
  return found.sort((a, b) => a.line - b.line);
}

interface Taint {
  has(id: string): boolean;
  holds(expression: CheckExpression): boolean;
  names(...expressions: CheckExpression[]): string;
}

/** Ids whose value depends on the design's outputs. What drives the design is not tainted by mere control. */
function spreadTaint(
  facts: CheckFacts,
  assignments: readonly AssignmentFact[],
  boundary: DesignBoundary,
): Taint {
  const ids = new Set(boundary.outputs);
  const owners = new Set<string>();
  const has = (id: string): boolean => ids.has(id);
  const holds = (expression: CheckExpression): boolean => expressionIds(expression).some(has);
  const isControlled = (fact: Controlled): boolean => owners.has(fact.owner) || fact.controls.some(holds);
  untilStable(() => {
    let grown = false;
    for (const call of facts.calls) {
      if (owners.has(call.callee) || !isControlled(call)) continue;
      owners.add(call.callee);
      grown = true;
    }
    for (const assignment of assignments) {
      const byValue = holds(assignment.value);
      const byControl = !byValue && isControlled(assignment);
      for (const id of assignment.targets) {
        if (ids.has(id) || !(byValue || (byControl && !boundary.stimuli.has(id)))) continue;
        ids.add(id);
        grown = true;
      }
    }
    return grown;
  });
  const names = (...expressions: CheckExpression[]): string =>
    [...new Set(expressions.flatMap(expressionIds).filter(has).map(shortName))].slice(0, 3).join(', ');
  return { has, holds, names };
}

interface Strengths {
  of(expression: CheckExpression): Strength;
  /** Of the conditions under which a statement runs. */
  control(fact: Controlled): Strength;
}

/** How strongly each value results from comparing the design's outputs, to a fixed point. */
function spreadStrength(
  facts: CheckFacts,
  assignments: readonly AssignmentFact[],
  boundary: DesignBoundary,
  taint: Taint,
): Strengths {
  const byId = new Map<string, Strength>();
  const byOwner = new Map<string, Strength>();
  const of = (expression: CheckExpression): Strength => expressionStrength(expression, byId, taint);
  const asCondition = (expression: CheckExpression): Strength =>
    strongest(of(expression), taint.holds(expression) ? WEAK : NONE);
  const control = (fact: Controlled): Strength =>
    strongest(byOwner.get(fact.owner) ?? NONE, ...fact.controls.map(asCondition));
  const raise = (strengths: Map<string, Strength>, key: string, to: Strength): boolean => {
    if (to <= (strengths.get(key) ?? NONE)) return false;
    strengths.set(key, to);
    return true;
  };
  untilStable(() => {
    let grown = false;
    for (const call of facts.calls) grown = raise(byOwner, call.callee, control(call)) || grown;
    for (const assignment of assignments) {
      const value = of(assignment.value);
      const controlled = control(assignment);
      for (const id of assignment.targets) {
        const strength = boundary.stimuli.has(id) ? value : strongest(value, controlled);
        grown = raise(byId, id, strength) || grown;
      }
    }
    return grown;
  });
  return { of, control };
}

function expressionStrength(
  expression: CheckExpression,
  byId: ReadonlyMap<string, Strength>,
  taint: Taint,
): Strength {
  const inner = (parts: readonly CheckExpression[]): Strength =>
    strongest(...parts.map((part) => expressionStrength(part, byId, taint)));
  switch (expression.kind) {
    case 'names':
      return strongest(...expression.ids.map((id) => byId.get(id) ?? NONE));
    case 'mix':
      return inner(expression.parts);
    case 'choose': {
      const tested = taint.holds(expression.condition) ? WEAK : NONE;
      return strongest(tested, inner([expression.condition, ...expression.branches]));
    }
    case 'xor':
      return strongest(
        comparesWithReference(expression.sides, taint) ? STRONG : NONE,
        inner(expression.sides),
      );
    case 'compare': {
      if (!expression.sides.some((side) => taint.holds(side))) return inner(expression.sides);
      const isStrong =
        comparesWithReference(expression.sides, taint) ||
        (expression.inequality && hasCleanSide(expression.sides, taint));
      return strongest(isStrong ? STRONG : WEAK, inner(expression.sides));
    }
  }
}

/** One side comes from the design, another from values that vary and do not: a reference, an expected value. */
function comparesWithReference(sides: readonly CheckExpression[], taint: Taint): boolean {
  const isReference = (side: CheckExpression): boolean =>
    expressionIds(side).length > 0 && !taint.holds(side);
  return sides.some((side) => taint.holds(side)) && sides.some(isReference);
}

function hasCleanSide(sides: readonly CheckExpression[], taint: Taint): boolean {
  return sides.some((side) => !taint.holds(side));
}

function effectReason(
  effect: EffectFact,
  facts: CheckFacts,
  taint: Taint,
  strengths: Strengths,
): string | undefined {
  const control = strengths.control(effect);
  const names = taint.names(...effect.controls, effect.args);
  const because = `${effect.name} depends on a comparison${names === '' ? '' : ` of ${names}`}`;
  if (control === STRONG) return because;
  const calls = facts.calls.filter((call) => call.callee === effect.owner);
  const isVerdict =
    effect.kind === 'severity' || effect.namesVerdict || calls.some((call) => call.namesVerdict);
  if (control === WEAK && isVerdict && effect.kind !== 'end') return because;
  const printed = strengths.of(effect.args);
  if (printed === STRONG)
    return `${effect.name} prints the result of a comparison${names === '' ? '' : `: ${names}`}`;
  const printsVerdict =
    effect.namesVerdict || expressionIds(effect.args).some((id) => namesVerdict(shortName(id)));
  return printed === WEAK && printsVerdict ? `${effect.name} prints a verdict on ${names}` : undefined;
}

function strongest(...strengths: Strength[]): Strength {
  let most: Strength = NONE;
  for (const strength of strengths) if (strength > most) most = strength;
  return most;
}

function shortName(id: string): string {
  return id.slice(id.lastIndexOf('.') + 1);
}

/** Repeats a step that says whether it changed anything; every step only adds, so it ends. */
function untilStable(step: () => boolean): void {
  while (step());
}

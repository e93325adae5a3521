import type { Expression } from './expression.ts';
import type { ModuleScope } from './module-scope.ts';

/** Bits of names, parts of names, literals and concatenations of them; undefined for anything else. */
export function expressionBits(scope: ModuleScope, expression: Expression): number | undefined {
  switch (expression.kind) {
    case 'number':
      return expression.literal.bits ?? undefined;
    case 'name': {
      const whole = scope.signals.get(expression.name)?.bits ?? scope.constants.scope(expression.name)?.bits;
      if (expression.path.length !== 1 || expression.selects.length > 1) return undefined;
      const [select] = expression.selects;
      if (select === undefined) return whole ?? undefined;
      if (select.mode === 'bit')
        return /\].*\[/.test(scope.signals.get(expression.name)?.width ?? '') ? undefined : 1;
      const [first, second] = select.bounds.map((bound) => scope.constantOf(bound)?.value);
      if (second === undefined) return undefined;
      if (select.mode !== ':') return Number(second);
      return first === undefined ? undefined : Number(first > second ? first - second : second - first) + 1;
    }
    case 'unary':
      return expression.operator === '~' ? expressionBits(scope, expression.operand) : 1;
    case 'binary':
      return /^(?:[=!]==?|[<>]=?|&&|\|\|)$/.test(expression.operator) ? 1 : undefined;
    case 'concatenation': {
      let sum = 0;
      for (const part of expression.parts) {
        const bits = expressionBits(scope, part);
        if (bits === undefined) return undefined;
        sum += bits;
      }
      return sum;
    }
    default:
      return undefined;
  }
}

import type { ValueScale } from '#analysis/value-scale.ts';
import type { CheckComparison, CheckCondition, CheckOperand } from './check-condition.ts';
import { matcher } from './text-pattern.ts';

/** True, false, or null: not known, which a CHECK lets pass. */
export type Truth = boolean | null;

/** A row by column; undefined: not made yet. */
export type ValueOf = (column: string) => string | null | undefined;

/** A condition made ready to be asked of many rows. */
export type Test = (value: ValueOf) => Truth;

/** Scales of the columns that have one; by them `10.0` equals `10`, and dates are compared as days. */
export type ScaleOf = (column: string) => ValueScale | undefined;

/** Three-valued, as SQL is; what cannot be known (opaque conditions) is null. */
export function compileTest(condition: CheckCondition, scaleOf: ScaleOf): Test {
  switch (condition.kind) {
    case 'and':
    case 'or': {
      const tests = condition.of.map((one) => compileTest(one, scaleOf));
      const decides = condition.kind === 'or';
      return (value) => {
        let all: Truth = !decides;
        for (const test of tests) {
          const truth = test(value);
          if (truth === decides) return decides;
          if (truth === null) all = null;
        }
        return all;
      };
    }
    case 'not': {
      const test = compileTest(condition.of, scaleOf);
      return (value) => {
        const truth = test(value);
        return truth === null ? null : !truth;
      };
    }
    case 'compare':
      return comparison(condition, scaleOf);
    case 'in': {
      const scale = scaleOfOperand(condition.subject, scaleOf);
      const subject = compileOperand(condition.subject, scaleOf);
      const wanted = new Set(condition.values.map((one) => plain(one, scale)));
      return (value) => {
        const found = subject(value);
        return found === null ? null : wanted.has(plain(found, scale)) !== condition.negated;
      };
    }
    case 'is-null': {
      const subject = compileOperand(condition.subject, scaleOf);
      return (value) => (subject(value) === null) !== condition.negated;
    }
    case 'match': {
      const subject = compileOperand(condition.subject, scaleOf);
      const matches = matcher(condition.form, condition.pattern, condition.ignoreCase);
      if (matches === undefined) return () => null;
      return (value) => {
        const found = subject(value);
        return found === null ? null : matches(found) !== condition.negated;
      };
    }
    case 'constant':
      return () => condition.value;
    case 'opaque':
      return () => null;
  }
}

function comparison({ operator, left, right }: Extract<CheckCondition, { kind: 'compare' }>, scaleOf: ScaleOf): Test {
  const scale = scaleOfOperand(left, scaleOf) ?? scaleOfOperand(right, scaleOf);
  const [one, other] = [compileOperand(left, scaleOf), compileOperand(right, scaleOf)];
  return (value) => {
    const [a, b] = [one(value), other(value)];
    if (a === null || b === null) return null;
    return holds(operator, order(a, b, scale));
  };
}

export function holds(operator: CheckComparison, order: number): boolean {
  switch (operator) {
    case '=':
      return order === 0;
    case '<>':
      return order !== 0;
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
    case '>':
      return order > 0;
    case '>=':
      return order >= 0;
  }
}

function order(a: string, b: string, scale: ValueScale | undefined): number {
  const [x, y] = scale ? [scale.toNumber(a), scale.toNumber(b)] : [number(a), number(b)];
  if (x !== undefined && y !== undefined) return Math.abs(x - y) < (scale?.step ?? 0) * 1e-6 ? 0 : x - y;
  return a === b ? 0 : a < b ? -1 : 1;
}

function number(text: string): number | undefined {
  return /^\s*-?\d+(\.\d*)?(e[+-]?\d+)?\s*$/i.test(text) ? Number(text) : undefined;
}

function plain(text: string, scale: ValueScale | undefined): string {
  const value = scale?.toNumber(text);
  return value === undefined || scale === undefined ? text : scale.toText(value);
}

/** The scale by which two sides are compared; a number counted from a text (its length) has none. */
export function scaleOfOperand(operand: CheckOperand, scaleOf: ScaleOf): ValueScale | undefined {
  switch (operand.kind) {
    case 'column':
      return scaleOf(operand.column);
    case 'arithmetic': {
      const scale = scaleOfOperand(operand.left, scaleOf) ?? scaleOfOperand(operand.right, scaleOf);
      // A product has more digits than its factors.
      return operand.operator === '*' || operand.operator === '/' ? undefined : scale;
    }
    case 'coalesce':
      return operand.of.map((one) => scaleOfOperand(one, scaleOf)).find((scale) => scale !== undefined);
    case 'function':
      return operand.name === 'abs' ? scaleOfOperand(operand.of, scaleOf) : undefined;
    default:
      return undefined;
  }
}

/** The value as text; null where it is NULL or cannot be told. */
export function compileOperand(operand: CheckOperand, scaleOf: ScaleOf): (value: ValueOf) => string | null {
  switch (operand.kind) {
    case 'column':
      return (value) => value(operand.column) ?? null;
    case 'constant':
      return () => operand.value;
    case 'truth': {
      const test = compileTest(operand.of, scaleOf);
      return (value) => {
        const truth = test(value);
        return truth === null ? null : truth ? '1' : '0';
      };
    }
    case 'coalesce': {
      const all = operand.of.map((one) => compileOperand(one, scaleOf));
      return (value) => {
        for (const one of all) {
          const found = one(value);
          if (found !== null) return found;
        }
        return null;
      };
    }
    case 'function': {
      const inner = compileOperand(operand.of, scaleOf);
      const apply = functions[operand.name];
      return (value) => {
        const found = inner(value);
        return found === null ? null : apply(found);
      };
    }
    case 'arithmetic': {
      const scale = scaleOfOperand(operand, scaleOf);
      const [left, right] = [compileOperand(operand.left, scaleOf), compileOperand(operand.right, scaleOf)];
      const read = (text: string) => scale?.toNumber(text) ?? number(text);
      return (value) => {
        const [a, b] = [left(value), right(value)];
        if (a === null || b === null) return null;
        const [x, y] = [read(a), read(b)];
        if (x === undefined || y === undefined) return null;
        const result = calculate(operand.operator, x, y);
        return Number.isFinite(result) ? (scale?.toText(result) ?? String(Number(result.toPrecision(12)))) : null;
      };
    }
  }
}

function calculate(operator: '+' | '-' | '*' | '/' | '%', a: number, b: number): number {
  switch (operator) {
    case '+':
      return a + b;
    case '-':
      return a - b;
    case '*':
      return a * b;
    case '/':
      return a / b;
    case '%':
      return a % b;
  }
}

type FunctionName = Extract<CheckOperand, { kind: 'function' }>['name'];

const functions: Readonly<Record<FunctionName, (text: string) => string>> = {
  length: (text) => String(text.startsWith('\\x') ? (text.length - 2) / 2 : [...text].length),
  lower: (text) => text.toLowerCase(),
  upper: (text) => text.toUpperCase(),
  trim: (text) => text.replace(/^ +| +$/g, ''),
  abs: (text) => text.replace(/^-/, ''),
  elements: (text) => String(text === '{}' ? 0 : text.split(',').length),
  'json-type': (text) => jsonTypes[text.trim()[0] ?? ''] ?? 'number',
};

const jsonTypes: Readonly<Record<string, string>> = {
  '{': 'object',
  '[': 'array',
  '"': 'string',
  t: 'boolean',
  f: 'boolean',
  n: 'null',
};

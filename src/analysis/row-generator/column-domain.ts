import type { ColumnType } from '#analysis/column-type.ts';
import { type ValueScale, valueScale } from '#analysis/value-scale.ts';
import type { Atom } from './branches.ts';
import type { CheckComparison, CheckOperand } from './check-condition.ts';
import { matcher } from './text-pattern.ts';

/** What one column may hold, under the conditions taken together so far. */
export interface ColumnDomain {
  readonly name: string;
  readonly type: ColumnType;
  readonly scale: ValueScale | undefined;
  readonly nullable: boolean;
  /** On the scale. */
  readonly min: number;
  readonly max: number;
  readonly minLength: number;
  readonly maxLength: number;
  readonly only?: readonly string[] | undefined;
  readonly excluded: readonly string[];
  readonly patterns: readonly (Extract<Atom, { kind: 'match' }> & { readonly fits: (value: string) => boolean })[];
  readonly letters?: 'lower' | 'upper' | undefined;
  readonly jsonType?: string | undefined;
  readonly elements: readonly [least: number, most: number];
  /** 'must': it has to be NULL; 'never': a condition refuses NULL. */
  readonly nulls: 'may' | 'must' | 'never';
}

export function fullDomain(name: string, type: ColumnType, nullable: boolean): ColumnDomain {
  const scale = valueScale(type);
  const only = type.family === 'boolean' ? ['f', 't'] : type.labels;
  const isText = type.family === 'text' || type.family === 'bits';
  return {
    name,
    type,
    scale,
    nullable,
    min: scale?.least ?? 0,
    max: scale?.greatest ?? 0,
    minLength: 0,
    maxLength: isText ? (type.length ?? 10_000) : 10_000,
    ...(only === undefined ? {} : { only }),
    excluded: [],
    patterns: [],
    elements: [0, 100],
    nulls: nullable ? 'may' : 'never',
  };
}

/**
 * The domain under one more condition that speaks of this column alone; undefined where none of its values fit. The
 * same domain comes back where the condition says nothing that can be used: the made rows are tested afterwards.
 */
export function narrow(domain: ColumnDomain, atom: Atom): ColumnDomain | undefined {
  if (atom.kind === 'is-null') {
    if (atom.subject.kind !== 'column') return domain;
    if (atom.negated) return domain.nulls === 'must' ? undefined : { ...domain, nulls: 'never' };
    return domain.nulls === 'never' ? undefined : { ...domain, nulls: 'must' };
  }
  const narrowed = narrowValues(domain, atom);
  if (narrowed !== undefined && hasValues(narrowed)) return narrowed;
  // No value fits, but NULL is let through.
  return domain.nulls === 'never' ? undefined : { ...domain, nulls: 'must' };
}

function narrowValues(domain: ColumnDomain, atom: Atom): ColumnDomain | undefined {
  switch (atom.kind) {
    case 'in':
      if (atom.subject.kind !== 'column') return domain;
      return atom.negated
        ? { ...domain, excluded: [...domain.excluded, ...atom.values.map((one) => printed(domain, one))] }
        : keepOnly(domain, atom.values);
    case 'match':
      return atom.subject.kind === 'column'
        ? { ...domain, patterns: [...domain.patterns, { ...atom, fits: fitting(atom) }] }
        : domain;
    case 'compare': {
      if (atom.right.kind === 'constant')
        return atom.right.value === null ? domain : compared(domain, atom.left, atom.operator, atom.right.value);
      if (atom.left.kind === 'constant')
        return atom.left.value === null
          ? domain
          : compared(domain, atom.right, mirrored[atom.operator], atom.left.value);
      return letterCase(domain, atom);
    }
    default:
      return domain;
  }
}

export const mirrored: Readonly<Record<CheckComparison, CheckComparison>> = {
  '=': '=',
  '<>': '<>',
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
};

function compared(
  domain: ColumnDomain,
  subject: CheckOperand,
  operator: CheckComparison,
  value: string,
): ColumnDomain | undefined {
  if (subject.kind === 'function') return comparedFunction(domain, subject, operator, value);
  if (subject.kind !== 'column') return domain;
  if (operator === '=') return keepOnly(domain, [value]);
  if (operator === '<>') return { ...domain, excluded: [...domain.excluded, printed(domain, value)] };
  const bound = domain.scale?.toNumber(value);
  return bound === undefined ? domain : bounded(domain, operator, bound);
}

/** Bounded by a number of its scale. */
export function bounded(domain: ColumnDomain, operator: CheckComparison, bound: number): ColumnDomain {
  const step = domain.scale?.step ?? 1;
  const places = Math.round(1 / step);
  // The neighbour on the grid of the type: 0.3 is not 3 * 0.1 in binary numbers.
  const floor = (value: number) =>
    step < 1 ? Math.floor(value * places + 1e-6) / places : Math.floor(value / step + 1e-9) * step;
  const ceil = (value: number) =>
    step < 1 ? Math.ceil(value * places - 1e-6) / places : Math.ceil(value / step - 1e-9) * step;
  const [low, high] = [ceil(bound), floor(bound)];
  switch (operator) {
    case '=':
      return { ...domain, min: Math.max(domain.min, bound), max: Math.min(domain.max, bound) };
    case '<':
      return { ...domain, max: Math.min(domain.max, low === high ? high - step : high) };
    case '<=':
      return { ...domain, max: Math.min(domain.max, high) };
    case '>':
      return { ...domain, min: Math.max(domain.min, low === high ? low + step : low) };
    case '>=':
      return { ...domain, min: Math.max(domain.min, low) };
    default:
      return domain;
  }
}

function comparedFunction(
  domain: ColumnDomain,
  subject: Extract<CheckOperand, { kind: 'function' }>,
  operator: CheckComparison,
  value: string,
): ColumnDomain | undefined {
  const inner = subject.of.kind === 'function' && subject.of.name === 'trim' ? subject.of.of : subject.of;
  if (inner.kind !== 'column') return domain;
  switch (subject.name) {
    case 'length': {
      const [least, most] = counted(operator, Number(value), [domain.minLength, domain.maxLength]);
      return { ...domain, minLength: least, maxLength: most };
    }
    case 'elements':
      return { ...domain, elements: counted(operator, Number(value), domain.elements) };
    case 'json-type':
      return operator === '=' ? { ...domain, jsonType: value } : domain;
    case 'trim':
    case 'lower':
    case 'upper':
      return compared(domain, inner, operator, value);
    default:
      return domain;
  }
}

function counted(
  operator: CheckComparison,
  count: number,
  [least, most]: readonly [number, number],
): readonly [number, number] {
  switch (operator) {
    case '=':
      return [Math.max(least, count), Math.min(most, count)];
    case '<':
      return [least, Math.min(most, count - 1)];
    case '<=':
      return [least, Math.min(most, count)];
    case '>':
      return [Math.max(least, count + 1), most];
    case '>=':
      return [Math.max(least, count), most];
    case '<>':
      return count === least ? [least + 1, most] : [least, most];
  }
}

/** `code = upper(code)` */
function letterCase(domain: ColumnDomain, { left, right, operator }: Extract<Atom, { kind: 'compare' }>): ColumnDomain {
  const changed = left.kind === 'function' ? left : right.kind === 'function' ? right : undefined;
  const other = changed === left ? right : left;
  if (operator !== '=' || changed?.of.kind !== 'column' || other.kind !== 'column') return domain;
  if (changed.of.column !== other.column) return domain;
  return changed.name === 'upper' || changed.name === 'lower' ? { ...domain, letters: changed.name } : domain;
}

function keepOnly(domain: ColumnDomain, values: readonly string[]): ColumnDomain {
  const wanted = [...new Set(values.map((value) => printed(domain, value)))];
  const known = domain.only;
  return { ...domain, only: known === undefined ? wanted : known.filter((value) => wanted.includes(value)) };
}

/** As the type prints it: `5.00` of numeric(4,2) for `5`, `t` for `true`. */
function printed({ scale, type }: ColumnDomain, value: string): string {
  if (type.family === 'boolean') return /^(t|true|1|yes|on)$/i.test(value) ? 't' : 'f';
  const number = scale?.toNumber(value);
  return scale === undefined || number === undefined ? value : scale.toText(number);
}

function hasValues(domain: ColumnDomain): boolean {
  if (domain.only !== undefined) return domain.only.some((value) => accepts(domain, value));
  if (domain.minLength > domain.maxLength || domain.elements[0] > domain.elements[1]) return false;
  return domain.scale === undefined || domain.min <= domain.max + domain.scale.step * 1e-6;
}

/** Whether a value fits all that this domain says; patterns that cannot be tested are taken for fitting. */
export function accepts(domain: ColumnDomain, value: string | null): boolean {
  if (value === null) return domain.nulls !== 'never';
  if (domain.nulls === 'must') return false;
  if (domain.only !== undefined && !domain.only.includes(printed(domain, value))) return false;
  if (domain.excluded.length > 0 && domain.excluded.includes(printed(domain, value))) return false;
  const number = domain.scale?.toNumber(value);
  if (number !== undefined && domain.scale !== undefined) {
    const slack = domain.scale.step * 1e-6;
    if (number < domain.min - slack || number > domain.max + slack) return false;
  } else if (domain.type.family === 'text' && (value.length < domain.minLength || value.length > domain.maxLength)) {
    return false;
  }
  return domain.patterns.every(({ fits }) => fits(value));
}

/** Patterns that JavaScript would read otherwise are taken for fitting. */
function fitting({ form, pattern, ignoreCase, negated }: Extract<Atom, { kind: 'match' }>): (value: string) => boolean {
  const matches = matcher(form, pattern, ignoreCase);
  return matches === undefined ? () => true : (value) => matches(value) !== negated;
}

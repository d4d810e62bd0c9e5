import type { QueryText } from '#vocabulary/query-text.ts';
import type { Predicate, ResolvedQuery } from '#vocabulary/resolved-query.ts';
import type { Statistics } from '#vocabulary/statistics.ts';
import { columnStatistics, distinctValues, tableStatistics } from './column-selectivity.ts';

/** The query with another value of one of its conditions. */
export interface ValueVariant {
  /** "orders.status = 'done'". */
  readonly words: string;
  /** Share of the table's rows that the condition keeps, 0 … 1. */
  readonly share: number;
  readonly query: QueryText;
}

/** Values further apart than this, in rows, may want different plans. */
const apart = 10;
const mostConditions = 2;

/**
 * What the query may meet with other values: for each condition on a column whose values are unevenly frequent, the
 * commonest, a middling and the rarest that the statistics know; for a range, little and nearly all of it. A literal is
 * changed only where it stands once in the text. Conditions of even columns give nothing.
 */
export function valueVariants(
  resolved: ResolvedQuery,
  query: QueryText,
  statistics: Statistics | undefined,
): readonly (readonly ValueVariant[])[] {
  return resolved.predicates
    .filter(({ conjunct, clause }) => conjunct && clause !== 'having')
    .map((predicate) => variantsOf(predicate, resolved, query, statistics))
    .filter((variants) => spread(variants) >= apart)
    .toSorted((one, other) => spread(other) - spread(one))
    .slice(0, mostConditions);
}

function spread(variants: readonly ValueVariant[]): number {
  const shares = variants.map(({ share }) => share);
  return shares.length < 2 ? 0 : Math.max(...shares) / Math.max(Math.min(...shares), 1e-12);
}

function variantsOf(
  predicate: Predicate,
  resolved: ResolvedQuery,
  query: QueryText,
  statistics: Statistics | undefined,
): readonly ValueVariant[] {
  const relation = resolved.relations[predicate.relation];
  if (relation?.kind !== 'table' || relation.schema === undefined || predicate.column === undefined) return [];
  const table = tableStatistics(statistics, { schema: relation.schema, name: relation.name });
  const column = columnStatistics(table, predicate.column);
  if (column === undefined) return [];
  const values = predicate.kind === 'equality' ? equalValues(column, table?.rows) : rangeValues(predicate, column);
  return values.flatMap(({ value, share }) => {
    const changed = withValue(predicate, query, value);
    const words = `${relation.name}.${predicate.column} ${predicate.operator} ${quoted(value)}`;
    return changed === undefined ? [] : [{ words, share, query: changed }];
  });
}

interface Value {
  readonly value: string;
  readonly share: number;
}

function equalValues(column: Parameters<typeof distinctValues>[0], rows: number | undefined): readonly Value[] {
  if (column === undefined) return [];
  const values = column.mostCommonValues ?? [];
  const shares = column.mostCommonFrequencies ?? [];
  const common = values.map((value, at) => ({ value, share: shares[at] ?? 0 }));
  const [first] = common;
  const middle = common[Math.floor(common.length / 2)];
  const others = (distinctValues(column, rows) ?? 0) - common.length;
  const bound = column.histogram?.[Math.floor((column.histogram.length - 1) / 2)];
  const left = 1 - column.nullFraction - shares.reduce((sum, share) => sum + share, 0);
  const rare = bound === undefined || others <= 0 ? common.at(-1) : { value: bound, share: Math.max(0, left) / others };
  return [first, middle, rare].filter((one, at, all): one is Value => one !== undefined && all.indexOf(one) === at);
}

/** Bounds at a hundredth, the middle and nearly the end of the histogram; what is common is spread evenly over it. */
function rangeValues(
  { kind, operator }: Predicate,
  column: { readonly histogram?: readonly string[] | undefined },
): readonly Value[] {
  const { histogram } = column;
  if (kind !== 'range' || histogram === undefined || histogram.length < 20 || !/^[<>]=?$/.test(operator)) return [];
  return [0.01, 0.5, 0.99].flatMap((place) => {
    const value = histogram[Math.round(place * (histogram.length - 1))];
    const share = operator.startsWith('<') ? place : 1 - place;
    return value === undefined ? [] : [{ value, share }];
  });
}

function withValue({ parameter, value, constant }: Predicate, query: QueryText, wanted: string): QueryText | undefined {
  if (parameter !== undefined) return { ...query, parameters: { ...query.parameters, [parameter]: wanted } };
  if (!constant || value === undefined) return undefined;
  const literal = /^[eE]?'(?:[^']|'')*'|^-?\d[\d.]*$/.exec(value)?.[0];
  const parts = literal === undefined ? [] : query.text.split(literal);
  // A number may be part of another word; a text between quotes is not.
  const isBounded = !/[\w.]$/.test(parts[0] ?? '') && !/^[\w.]/.test(parts[1] ?? '');
  const isWhole = literal?.startsWith("'") === true || isBounded;
  return parts.length === 2 && isWhole ? { ...query, text: parts.join(quoted(wanted)) } : undefined;
}

function quoted(value: string): string {
  return /^-?\d+(\.\d+)?$/.test(value) ? value : `'${value.replaceAll("'", "''")}'`;
}

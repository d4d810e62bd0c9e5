import type { Predicate } from '#vocabulary/resolved-query.ts';
import type { ColumnStatistics, RelationStatistics, Statistics } from '#vocabulary/statistics.ts';

/** The planner's statistics of a table, and of one of its columns (over all partitions where there are any). */
export function tableStatistics(
  statistics: Statistics | undefined,
  table: { readonly schema: string; readonly name: string },
): RelationStatistics | undefined {
  return statistics?.relations.find(
    (one) => one.kind === 'table' && one.schema === table.schema && one.name === table.name,
  );
}

export function columnStatistics(
  relation: RelationStatistics | undefined,
  column: string | undefined,
): ColumnStatistics | undefined {
  const found = relation?.columns.filter((one) => one.column === column) ?? [];
  return found.find((one) => one.inherited) ?? found[0];
}

/** How many different values; `distinct` below 0 is a share of the rows. */
export function distinctValues(column: ColumnStatistics | undefined, rows: number | undefined): number | undefined {
  if (column === undefined) return undefined;
  if (column.distinct > 0) return column.distinct;
  return rows === undefined || column.distinct === 0 ? undefined : Math.max(1, -column.distinct * rows);
}

/**
 * Share of the rows that satisfy the predicate, 0 … 1, as the planner would guess it from the same figures; undefined
 * where the statistics do not say. https://www.postgresql.org/docs/18/row-estimation-examples.html
 */
export function selectivity(
  predicate: Predicate,
  column: ColumnStatistics | undefined,
  rows: number | undefined,
): number | undefined {
  if (column === undefined) return undefined;
  const present = 1 - column.nullFraction;
  switch (predicate.kind) {
    case 'is-null':
      return column.nullFraction;
    case 'is-not-null':
      return present;
    case 'equality':
      return equalShare(predicate.value, column, rows);
    case 'inequality': {
      const equal = equalShare(predicate.value, column, rows);
      return equal === undefined ? undefined : Math.max(0, present - equal);
    }
    case 'in': {
      const values = predicate.constant ? literals(predicate.value ?? '') : [undefined, undefined, undefined];
      const shares = values.map((value) => equalShare(value, column, rows));
      return shares.some((share) => share === undefined)
        ? undefined
        : Math.min(
            1,
            shares.reduce((sum: number, share) => sum + (share ?? 0), 0),
          );
    }
    case 'boolean': {
      const wanted = /^\s*not\b|is\s+(not\s+true|false)|=\s*'?f/i.test(predicate.text) ? 'f' : 't';
      return frequency(wanted, column);
    }
    default:
      return undefined;
  }
}

function equalShare(value: string | undefined, column: ColumnStatistics, rows: number | undefined): number | undefined {
  const known = value === undefined ? undefined : frequency(bare(value), column);
  if (known !== undefined) return known;
  const distinct = distinctValues(column, rows);
  if (distinct === undefined) return undefined;
  const present = 1 - column.nullFraction;
  const isLiteral = value !== undefined && !value.startsWith('$');
  if (!isLiteral) return present / distinct;
  const common = (column.mostCommonFrequencies ?? []).reduce((sum, share) => sum + share, 0);
  const others = distinct - (column.mostCommonValues?.length ?? 0);
  return others <= 0 ? 0 : Math.max(0, present - common) / others;
}

function frequency(value: string, column: ColumnStatistics): number | undefined {
  const at = column.mostCommonValues?.indexOf(value) ?? -1;
  return at < 0 ? undefined : column.mostCommonFrequencies?.[at];
}

/** `'open'::text` -> `open`; `true` -> `t`, as pg_stats prints it. */
function bare(literal: string): string {
  const quoted = /^[eE]?'((?:[^']|'')*)'/.exec(literal)?.[1];
  if (quoted !== undefined) return quoted.replaceAll("''", "'");
  return /^(true|false)$/i.test(literal) ? literal.slice(0, 1).toLowerCase() : literal;
}

/** The members of `('a', 'b')`, as written. */
function literals(list: string): readonly string[] {
  return list.match(/'(?:[^']|'')*'|[^\s(),']+/g) ?? [];
}

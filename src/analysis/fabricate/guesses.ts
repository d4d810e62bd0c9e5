import type { ColumnType } from '#analysis/column-type.ts';
import type { Column } from '#vocabulary/database-schema.ts';

/*
 * What is taken for granted of a column of which nobody stated anything: rough, and the same each time. A column
 * that matters to a plan is better stated.
 */

/** Share of NULLs in a column that may have them: most things are never deleted, cancelled or locked. */
export function guessNulls(column: Column): number {
  return /^(deleted|removed|archived|cancell?ed|banned|suspended|locked|revoked|expired|failed)(_|$)/i.test(column.name)
    ? 0.95
    : 0.05;
}

const byName: readonly (readonly [RegExp, (rows: number) => number])[] = [
  [/(^|_)(gender|sex)$/i, () => 3],
  [
    /(^|_)(status|state|kind|type|category|role|level|priority|severity|channel|method|provider|plan|tier|unit)$/i,
    () => 8,
  ],
  [/(^|_)currency(_code)?$/i, () => 10],
  [/(^|_)(lang(uage)?|locale)(_code)?$/i, () => 20],
  [/(^|_)country(_code)?$/i, () => 50],
  [/(^|_)(timezone|time_zone|region|province)$/i, () => 60],
  [/(^|_)(city|town)$/i, () => 1000],
  [/(^|_)(zip|postal_?code|postcode)$/i, () => 5000],
  [/(^|_)(first_?name|given_name|brand|manufacturer)$/i, () => 1000],
  [/(^|_)(last_?name|surname|family_name)$/i, () => 5000],
  [/(^|_)(quantity|qty|count|stars|rating|score|position|rank|age|seats|retries|attempts)$/i, () => 50],
  [/(^|_)year$/i, () => 30],
  [/(price|amount|total|cost|fee|balance|salary)/i, (rows) => Math.min(rows / 2, 50_000)],
];

/** How many different values, where neither a key nor a list of values tells. */
export function guessDistinct(column: Column, type: ColumnType, rows: number): number {
  if (/^(text|integer|number)$/.test(type.family)) {
    const named = byName.find(([name]) => name.test(column.name));
    if (named !== undefined) return named[1](rows);
  }
  switch (type.family) {
    case 'boolean':
      return 2;
    case 'integer':
      return column.identity === undefined && column.default?.startsWith('nextval(') !== true ? 1000 : rows;
    case 'number':
      return 10_000;
    case 'date':
      return 1095;
    case 'time':
    case 'interval':
      return 1000;
    case 'network':
    case 'array':
      return rows / 2;
    case 'bits':
      return 2 ** Math.min(16, type.length ?? 8);
    default:
      return rows;
  }
}

const day = 86_400_000;

/** The least and the greatest value on the type's scale: keys count from 1, times are of the last three years. */
export function guessRange(
  column: Column,
  type: ColumnType,
  facts: {
    readonly distinct: number;
    readonly parent: number | undefined;
    readonly today: number;
    readonly isUnique: boolean;
  },
): { readonly min: number; readonly max: number } {
  switch (type.family) {
    case 'date':
    case 'timestamp':
      return /birth|born|dob/i.test(column.name)
        ? { min: facts.today - 29_200 * day, max: facts.today - 6570 * day }
        : { min: facts.today - 1095 * day, max: facts.today };
    case 'time':
      return { min: 0, max: day - 1000 };
    case 'interval':
      return { min: 60_000, max: day };
    case 'number':
      return { min: 1, max: 1000 };
    default:
      if (/(^|_)year$/i.test(column.name)) return { min: 1996, max: 2025 };
      return { min: 1, max: Math.max(1, Math.round(facts.parent ?? facts.distinct)) };
  }
}

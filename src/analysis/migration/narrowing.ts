import { type ColumnType, columnType } from '#analysis/column-type.ts';
import type { DatabaseSchema } from '#vocabulary/database-schema.ts';

/** What a change of type does to values that the old type takes. */
export interface Narrowing {
  /** `lost`: they are changed without a word; `refused`: the change fails where there is one, and writers of one fail after it. */
  readonly kind: 'lost' | 'refused';
  /** Which values, in the plural: "texts of more than 50 characters". */
  readonly values: string;
}

/**
 * What does not fit from one type into another, by what PostgreSQL's assignment casts do; undefined where everything
 * fits, or nothing is known. Types are as the server prints them, or as one writes them.
 * https://www.postgresql.org/docs/18/datatype-numeric.html
 */
export function narrowing(
  from: { readonly type: string; readonly schema: DatabaseSchema },
  to: { readonly type: string; readonly schema: DatabaseSchema },
): Narrowing | undefined {
  const [old, next] = [read(from), read(to)];
  if (old.family === 'array' && next.family === 'array') return between(old.element ?? old, next.element ?? next);
  return between(old, next);
}

function between(old: ColumnType, next: ColumnType): Narrowing | undefined {
  if (isNumber(old) && isNumber(next)) return ofNumbers(old, next);
  if (old.family === 'text') return next.family === 'text' ? ofTexts(old, next) : ofTextTo(next);
  if (old.family === 'enum' && next.family === 'enum') return ofEnums(old, next);
  if (isTime(old) && isTime(next)) return ofTimes(old, next);
  if (old.family === 'bits' && next.family === 'bits' && (next.length ?? Infinity) < (old.length ?? Infinity))
    return { kind: 'refused', values: `bit strings of more than ${next.length} bits` };
  if (old.base === 'inet' && next.base === 'cidr') return { kind: 'lost', values: 'host parts of addresses' };
  return undefined;
}

/** Decimal digits of the greatest value; all numbers of one digit less fit. */
const integerDigits: Readonly<Record<string, number>> = { smallint: 5, integer: 10, bigint: 19 };
/** Whole numbers that are kept exactly, in decimal digits. */
const exactDigits: Readonly<Record<string, number>> = { real: 6, 'double precision': 15 };

function ofNumbers(old: ColumnType, next: ColumnType): Narrowing | undefined {
  if (old.base === next.base && old.base !== 'numeric') return undefined;
  if (hasFraction(old) && digitsBehind(next) < digitsBehind(old))
    return {
      kind: 'lost',
      values:
        digitsBehind(next) === 0 ? 'digits after the point' : `digits after the point beyond ${digitsBehind(next)}`,
    };
  const room = wholeDigits(next) - (next.family === 'integer' && old.family !== 'integer' ? 1 : 0);
  if (room < wholeDigits(old))
    return {
      kind: 'refused',
      values:
        next.family === 'integer'
          ? `numbers beyond those of ${next.base}`
          : `numbers of more than ${wholeDigits(next)} digits before the point`,
    };
  const kept = exactDigits[next.base];
  return kept !== undefined && significantDigits(old) > kept
    ? { kind: 'lost', values: `digits beyond the first ${kept}` }
    : undefined;
}

function hasFraction({ family, base, length, scale }: ColumnType): boolean {
  return family === 'number' && !(base === 'numeric' && length !== undefined && (scale ?? 0) <= 0);
}

function digitsBehind({ base, family, length, scale }: ColumnType): number {
  if (family === 'integer') return 0;
  if (base === 'money') return 2;
  return base === 'numeric' && length !== undefined ? (scale ?? 0) : Number.POSITIVE_INFINITY;
}

function wholeDigits({ base, length, scale }: ColumnType): number {
  const whole = integerDigits[base];
  if (whole !== undefined) return whole;
  if (base === 'money') return 17;
  return base === 'numeric' && length !== undefined ? length - (scale ?? 0) : Number.POSITIVE_INFINITY;
}

function significantDigits({ base, length }: ColumnType): number {
  return integerDigits[base] ?? exactDigits[base] ?? length ?? Number.POSITIVE_INFINITY;
}

function ofTexts(old: ColumnType, next: ColumnType): Narrowing | undefined {
  const most = next.length ?? Number.POSITIVE_INFINITY;
  if (most >= (old.length ?? Number.POSITIVE_INFINITY)) return undefined;
  return { kind: next.base === 'name' ? 'lost' : 'refused', values: `texts of more than ${most} characters` };
}

function ofTextTo(next: ColumnType): Narrowing | undefined {
  // What a type that is not known takes, nobody can say.
  return next.family === 'other' || next.family === 'bytes'
    ? undefined
    : { kind: 'refused', values: `texts that are no ${next.base}` };
}

function ofEnums(old: ColumnType, next: ColumnType): Narrowing | undefined {
  const gone = old.labels?.filter((label) => !next.labels?.includes(label)) ?? [];
  return gone.length === 0 || next.labels === undefined
    ? undefined
    : { kind: 'refused', values: `rows that hold ${gone.join(', ')}` };
}

function ofTimes(old: ColumnType, next: ColumnType): Narrowing | undefined {
  if (old.base === 'timestamp with time zone' && next.base === 'timestamp without time zone')
    return { kind: 'lost', values: 'zones, which tell what moment is meant,' };
  if (old.family === 'timestamp' && next.family === 'date') return { kind: 'lost', values: 'times of the day' };
  if (old.family === 'timestamp' && next.family === 'time') return { kind: 'lost', values: 'days' };
  return undefined;
}

function isNumber({ family, base }: ColumnType): boolean {
  return (family === 'integer' || family === 'number') && base !== 'oid';
}

function isTime({ family }: ColumnType): boolean {
  return family === 'timestamp' || family === 'date' || family === 'time';
}

/** Short spellings, as the server prints them. */
const spelt: Readonly<Record<string, string>> = {
  int: 'integer',
  int2: 'smallint',
  int4: 'integer',
  int8: 'bigint',
  decimal: 'numeric',
  float4: 'real',
  float8: 'double precision',
  float: 'double precision',
  varchar: 'character varying',
  char: 'character',
  bool: 'boolean',
  timestamptz: 'timestamp with time zone',
  timestamp: 'timestamp without time zone',
  time: 'time without time zone',
  varbit: 'bit varying',
};

function read({ type, schema }: { readonly type: string; readonly schema: DatabaseSchema }): ColumnType {
  const written = type
    .replace(/^pg_catalog\./, '')
    .replace(/\s+\(/, '(')
    .trim();
  const [, word = written, rest = ''] = /^([a-z0-9]+)((?:\([^)]*\))?(?:\[\])*)$/i.exec(written) ?? [];
  return columnType(schema, (spelt[word.toLowerCase()] ?? word) + rest);
}

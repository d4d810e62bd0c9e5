import { singular } from '#analysis/plural.ts';
import type { DatabaseSchema, Table } from '#vocabulary/database-schema.ts';
import type { TableSample } from '#vocabulary/table-sample.ts';
import { sampledColumn, sampleOf } from './known-values.ts';
import { nameWords } from './name-words.ts';
import { foreignKeys, primaryKey, referencedTable, uniqueKeys } from './table-keys.ts';
import { typeFamily } from './type-family.ts';

export interface DerivedColumn {
  readonly table: Table;
  readonly column: string;
  /** `quantity * unit_price`; `customers.name, by customer_id`. */
  readonly of: string;
  readonly kind: 'computed' | 'copied';
  readonly rows: number;
}

const fewestRows = 30;
const fewestValues = 5;
const mostNumbers = 14;

/** Columns that are the product or sum of two others in every row that was read, and no CHECK or generation says so. */
export function computedColumns(table: Table, sample: TableSample): readonly DerivedColumn[] {
  const numbers = numericColumns(table, sample);
  const found: DerivedColumn[] = [];
  for (const result of numbers) {
    if (found.some(({ column }) => column === result.name)) continue;
    for (const [one, other] of pairsOf(numbers.filter(({ name }) => name !== result.name))) {
      const names = [result.name, one.name, other.name];
      const isKept = table.constraints.some(
        ({ kind, columns }) => kind === 'check' && names.every((name) => columns.includes(name)),
      );
      const operator = isKept ? undefined : operatorOf(result, one, other);
      if (operator === undefined) continue;
      const rows = result.values.filter((value) => value !== undefined).length;
      found.push({ table, column: result.name, of: `${one.name} ${operator} ${other.name}`, kind: 'computed', rows });
      break;
    }
  }
  return found;
}

interface Numbers {
  readonly name: string;
  readonly values: readonly (number | undefined)[];
  readonly distinct: number;
}

function numericColumns(table: Table, sample: TableSample): readonly Numbers[] {
  const tied = new Set(
    [...foreignKeys(table), ...(primaryKey(table) ? [primaryKey(table)] : [])].flatMap((key) => key?.columns ?? []),
  );
  return table.columns
    .filter(({ name, type, generated }) => {
      const isNumber = ['integer', 'exact', 'float'].includes(typeFamily(type));
      return isNumber && generated === undefined && !tied.has(name) && !/_?id$/i.test(name);
    })
    .flatMap(({ name }) => {
      const values = sampledColumn(sample, name)?.map((value) => (value === null ? undefined : Number(value)));
      const known = values?.filter((value) => value !== undefined && Number.isFinite(value)) ?? [];
      return values === undefined || known.length < fewestRows ? [] : [{ name, values, distinct: new Set(known).size }];
    })
    .slice(0, mostNumbers);
}

/** A sum is told of the greatest of the three; a factor that is always 1, or a summand that is always 0, tells nothing. */
function operatorOf(result: Numbers, one: Numbers, other: Numbers): '*' | '+' | undefined {
  if (result.distinct < fewestValues || one.distinct < 3 || other.distinct < 3) return undefined;
  const full = result.values.flatMap((sum, at) => {
    const [a, b] = [one.values[at], other.values[at]];
    return sum === undefined || a === undefined || b === undefined ? [] : [{ sum, a, b }];
  });
  if (full.length < fewestRows) return undefined;
  const holds = (compute: (a: number, b: number) => number) =>
    full.every(({ sum, a, b }) => Math.abs(sum - compute(a, b)) <= 0.006 + 1e-9 * Math.abs(sum));
  if (holds((a, b) => a * b) && full.some(({ a, b }) => Math.abs(a) !== 1 && Math.abs(b) !== 1)) return '*';
  const isGreatest = full.every(({ sum, a, b }) => sum >= a && sum >= b);
  const isTold = full.filter(({ a, b }) => a !== 0 && b !== 0).length >= fewestRows / 2;
  return isGreatest && isTold && holds((a, b) => a + b) ? '+' : undefined;
}

function pairsOf<T>(items: readonly T[]): readonly (readonly [T, T])[] {
  return items.flatMap((one, at) => items.slice(at + 1).map((other): readonly [T, T] => [one, other]));
}

/** A copy of what the row referred to says, in every row that was read; one that is called a snapshot is meant as such. */
export function copiedColumns(
  table: Table,
  schema: DatabaseSchema,
  samples: readonly TableSample[],
): readonly DerivedColumn[] {
  const sample = sampleOf(samples, table);
  if (sample === undefined) return [];
  return foreignKeys(table).flatMap(({ columns: [own, ...more], references }) => {
    const parent = referencedTable(schema, references);
    const [key] = references.columns;
    if (parent === undefined || parent === table || own === undefined || key === undefined || more.length > 0)
      return [];
    const rowAt = rowsByKey(sampleOf(samples, parent), key);
    const keys = sampledColumn(sample, own);
    if (rowAt === undefined || keys === undefined) return [];
    return table.columns.flatMap(({ name, comment }) => {
      const source = copyable(table, name, comment) ? sourceOf(parent, name) : undefined;
      if (source === undefined || source === key) return [];
      const theirs = sampledColumn(sampleOf(samples, parent), source);
      const ours = sampledColumn(sample, name);
      if (theirs === undefined || ours === undefined) return [];
      const pairs = ours.flatMap((value, at) => {
        const row = rowAt.get(keys[at] ?? '');
        return row === undefined || value === null ? [] : [{ value, there: theirs[row] }];
      });
      const isCopy =
        pairs.length >= fewestRows &&
        new Set(pairs.map(({ value }) => value)).size >= fewestValues &&
        pairs.every(({ value, there }) => value === there);
      const of = `${parent.name}.${source}, by ${own}`;
      return isCopy ? [{ table, column: name, of, kind: 'copied' as const, rows: pairs.length }] : [];
    });
  });
}

function rowsByKey(sample: TableSample | undefined, key: string): ReadonlyMap<string, number> | undefined {
  const values = sampledColumn(sample, key);
  return values && new Map(values.flatMap((value, at) => (value === null ? [] : [[value, at] as const])));
}

function copyable(table: Table, column: string, comment: string | undefined): boolean {
  if (/snapshot|as (?:it )?was|at the time|when (?:it|they) |copied on purpose|frozen/i.test(comment ?? ''))
    return false;
  if (/(?:^|_)(?:id|at|by)$|created|updated|version/i.test(column)) return false;
  return (
    !foreignKeys(table).some(({ columns }) => columns.includes(column)) &&
    !uniqueKeys(table).some((key) => key.includes(column))
  );
}

/** `customer_name` of customers.name, or a column of the same name. */
function sourceOf(parent: Table, column: string): string | undefined {
  const same = parent.columns.find(({ name }) => name === column);
  if (same !== undefined) return same.name;
  const own = nameWords(parent.name).map(singular);
  const words = nameWords(column);
  const isPrefixed = own.every((word, at) => words[at] === word) && words.length > own.length;
  const rest = words.slice(own.length).join('_');
  return isPrefixed ? parent.columns.find(({ name }) => nameWords(name).join('_') === rest)?.name : undefined;
}

import { discoverDependencies } from '#analysis/dependencies/discover-dependencies.ts';
import type { DiscoveredDependency } from '#analysis/dependencies/discovery.ts';
import type { DatabaseSchema, Table } from '#vocabulary/database-schema.ts';
import type { TableSample } from '#vocabulary/table-sample.ts';
import { sampledColumn, sampleOf } from './known-values.ts';
import { reviewedTables } from './reviewed-tables.ts';
import { foreignKeys, primaryKey, uniqueKeys } from './table-keys.ts';
import { typeFamily } from './type-family.ts';

/** Columns that a determinant brings along, and how well the rows support that. */
export interface TableDependency {
  readonly table: Table;
  readonly determinant: readonly string[];
  readonly dependents: readonly string[];
  /** Values of the determinant that came in two rows or more. */
  readonly support: number;
  readonly rows: number;
  /** 2NF: a part of the primary key determines; 3NF: what is no key; BCNF: what is no key determines a part of a key. */
  readonly breaks: '2NF' | '3NF' | 'BCNF';
}

/** Fewer rows, and everything determines everything. */
const fewestRows = 100;
const fewestSupport = 8;
const mostColumns = 40;

/**
 * What the rows of a table say of its columns: dependencies that break a normal form, the determinant as small as can be.
 * Chance makes many; only those count that repeat often, and whose determinant is a name or a number that could be a key.
 */
export function tableDependencies(schema: DatabaseSchema, samples: readonly TableSample[]): readonly TableDependency[] {
  return reviewedTables(schema).flatMap((table) => {
    const sample = sampleOf(samples, table);
    return sample === undefined || sample.rows.length < fewestRows ? [] : dependenciesOf(table, sample);
  });
}

function dependenciesOf(table: Table, sample: TableSample): readonly TableDependency[] {
  const given = table.columns
    .filter(({ type, generated }) => generated === undefined && typeFamily(type) !== 'boolean')
    .flatMap(({ name }) => {
      const values = sampledColumn(sample, name);
      return values === undefined ? [] : [{ name, values }];
    })
    .slice(0, mostColumns);
  const key = primaryKey(table)?.columns ?? [];
  const width = Math.max(1, Math.min(2, key.length - 1));
  const { dependencies } = discoverDependencies(given, { width, maxError: 0, most: 50 });
  const told = dependencies.filter((one) => one.kind === 'supported' && one.support >= fewestSupport);
  const grouped = new Map<string, DiscoveredDependency[]>();
  for (const one of told) {
    const breaks = brokenBy(table, one);
    if (breaks === undefined) continue;
    const name = `${breaks}\u0000${one.determinant.join('\u0000')}`;
    grouped.set(name, [...(grouped.get(name) ?? []), one]);
  }
  return withoutEchoes(
    [...grouped].flatMap(([name, members]) => {
      const [breaks = ''] = name.split('\u0000');
      const [first] = members;
      if (first === undefined || !isForm(breaks)) return [];
      const dependents = members.flatMap(({ dependent }) => dependent);
      const support = Math.min(...members.map((one) => one.support));
      return [{ table, determinant: first.determinant, dependents, support, rows: sample.rows.length, breaks }];
    }),
  );
}

function isForm(text: string): text is TableDependency['breaks'] {
  return text === '2NF' || text === '3NF' || text === 'BCNF';
}

/** The declared keys say what is a key; those that only the rows suggest may be chance. */
function brokenBy(
  table: Table,
  { determinant, dependent }: DiscoveredDependency,
): TableDependency['breaks'] | undefined {
  const keys = uniqueKeys(table);
  const isSuperkey = keys.some((key) => key.every((column) => determinant.includes(column)));
  if (isSuperkey || determinant.length === 0 || !determinant.every((column) => couldBeKey(table, column)))
    return undefined;
  // A foreign key over both keeps them together, and is there for that.
  const isTied = foreignKeys(table).some(({ columns }) =>
    [...determinant, ...dependent].every((column) => columns.includes(column)),
  );
  const isPrime = dependent.some((column) => keys.some((key) => key.includes(column)));
  // What refers to another table stays where it is.
  const isReference = foreignKeys(table).some(({ columns }) => dependent.some((column) => columns.includes(column)));
  if (isTied || isReference) return undefined;
  if (isPrime)
    return keys.some((key) => key.length > 1 && dependent.some((column) => key.includes(column))) ? 'BCNF' : undefined;
  const primary = primaryKey(table)?.columns ?? [];
  const isPart = primary.length > 1 && determinant.every((column) => primary.includes(column));
  if (isPart) return '2NF';
  // Two columns that together happen to say a third are chance more often than not.
  return determinant.length === 1 ? '3NF' : undefined;
}

/** Amounts, times and free texts determine by chance what stands beside them. */
function couldBeKey(table: Table, column: string): boolean {
  const type = table.columns.find(({ name }) => name === column)?.type ?? '';
  const isKeyType = ['integer', 'text', 'padded', 'uuid', 'other'].includes(typeFamily(type));
  const isMeasure =
    /(?:^|_)(?:at|on|date|time|count|quantity|qty|amount|total|price|score|rank|position|number_of|age|weight|size|length|description|note|notes|body|message|comment)s?$/i.test(
      column,
    );
  return isKeyType && !isMeasure;
}

/**
 * Where a -> b, c and b -> a, c or b -> c hold too (a code and its name), one is told, the one that brings most along: its
 * remedy moves the columns of the others, which are seen again in the new table.
 */
function withoutEchoes(found: readonly TableDependency[]): readonly TableDependency[] {
  const sorted = [...found].sort(
    (one, other) => other.dependents.length - one.dependents.length || nameRank(one) - nameRank(other),
  );
  const told: TableDependency[] = [];
  for (const one of sorted) {
    const moved = told.flatMap(({ dependents }) => dependents);
    const isTouched = [...one.determinant, ...one.dependents].some((column) => moved.includes(column));
    const isNeeded = one.dependents.some((column) => told.some(({ determinant }) => determinant.includes(column)));
    if (!isTouched && !isNeeded) told.push(one);
  }
  return told;
}

/** A number or a code is the better key than a name. */
function nameRank({ determinant }: TableDependency): number {
  return determinant.every((column) => /(?:id|code|no|number|sku|zip|postcode|email)$/i.test(column)) ? 0 : 1;
}

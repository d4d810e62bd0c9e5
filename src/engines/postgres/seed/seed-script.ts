import { columnType } from '#analysis/column-type.ts';
import { nameOf } from '#analysis/fabricate/stated-tables.ts';
import type { GeneratedUpdate } from '#analysis/row-generator/deferred-update.ts';
import type { SeedSet, SeedTable } from '#contracts/seed.ts';
import { quoteIdentifier, quoteLiteral, quoteQualified } from '#engines/postgres/quote.ts';
import type { DatabaseSchema, Table } from '#vocabulary/database-schema.ts';
import { copyLines } from './row-texts.ts';
import type { PostgresSeedSet } from './seed-rows.ts';

/** Rows of one INSERT. */
const together = 500;

/**
 * Everything in one transaction: INSERT is understood by every client, COPY by psql alone and several times faster.
 * https://www.postgresql.org/docs/18/sql-copy.html
 */
export function* seedScript(
  schema: DatabaseSchema,
  set: SeedSet,
  form: 'insert' | 'copy',
): Generator<string, void, undefined> {
  yield* openingStatements(schema, set);
  for (const table of set.tables) {
    yield `\n-- ${nameOf(table)}\n`;
    yield* form === 'copy' ? copyBlock(table) : inserts(schema, table);
  }
  yield* closingStatements(schema, set);
}

/** Deferred constraints wait for the end; triggers, where they are not to fire, are put to sleep. */
export function* openingStatements(schema: DatabaseSchema, set: SeedSet): Generator<string, void, undefined> {
  yield 'BEGIN;\nSET CONSTRAINTS ALL DEFERRED;\n';
  yield* triggerStatements(schema, set, 'DISABLE');
}

/** Of the user's own; foreign keys are kept by others. https://www.postgresql.org/docs/18/sql-altertable.html */
function triggerStatements(
  { objects }: DatabaseSchema,
  { tables, withoutTriggers }: SeedSet,
  word: 'DISABLE' | 'ENABLE',
): readonly string[] {
  if (withoutTriggers !== true) return [];
  return tables
    .filter(({ schema, name }) =>
      objects.some((one) => one.kind === 'trigger' && one.table === name && (one.tableSchema ?? one.schema) === schema),
    )
    .map(({ schema, name }) => `ALTER TABLE ${quoteQualified(schema, name)} ${word} TRIGGER USER;\n`);
}

/** What follows the rows: circles are closed, sequences go on behind the last number, the transaction ends. */
export function* closingStatements(schema: DatabaseSchema, set: SeedSet): Generator<string, void, undefined> {
  for (const update of updatesOf(set)) {
    yield `\n-- ${nameOf(update)}: ${update.constraint}\n`;
    for (const batch of update.batches()) {
      for (let from = 0; from < batch.length; from += together)
        yield `${updateStatement(schema, update, batch.slice(from, from + together))};\n`;
    }
  }
  const sequences = set.tables.flatMap((table) => sequenceStatements(schema, table));
  if (sequences.length > 0) yield `\n-- Sequences go on behind the last number.\n${sequences.join('')}`;
  const wakened = triggerStatements(schema, set, 'ENABLE');
  // A table with checks that are still to come cannot be altered.
  if (wakened.length > 0) yield `\nSET CONSTRAINTS ALL IMMEDIATE;\n${wakened.join('')}`;
  yield '\nCOMMIT;\n';
  yield '\nANALYZE;\n';
}

export function updatesOf(set: SeedSet): readonly GeneratedUpdate[] {
  return 'updates' in set ? (set as PostgresSeedSet).updates : [];
}

function* inserts(schema: DatabaseSchema, table: SeedTable): Generator<string, void, undefined> {
  for (const batch of table.batches()) {
    for (let from = 0; from < batch.length; from += together)
      yield `${insertStatement(schema, table, batch.slice(from, from + together))};\n`;
  }
}

type Rows = readonly (readonly (string | null)[])[];

export function insertStatement(
  schema: DatabaseSchema,
  { schema: place, name, columns }: Pick<SeedTable, 'schema' | 'name' | 'columns'>,
  rows: Rows,
): string {
  const table = schema.tables.find((one) => one.schema === place && one.name === name);
  const isAlways = table?.columns.some((column) => column.identity === 'always' && columns.includes(column.name));
  const bare = columns.map((column) => isBare(schema, table, column));
  const values = rows.map((row) => `(${row.map((value, at) => literal(value, bare[at] ?? false)).join(', ')})`);
  const into = `INSERT INTO ${quoteQualified(place, name)} (${columns.map(quoteIdentifier).join(', ')})`;
  return `${into}${isAlways ? ' OVERRIDING SYSTEM VALUE' : ''} VALUES\n${values.join(',\n')}`;
}

/** Numbers stand without quotes. */
function isBare(schema: DatabaseSchema, table: Table | undefined, column: string): boolean {
  const type = table?.columns.find(({ name }) => name === column)?.type;
  const { family, base } = columnType(schema, type ?? 'text');
  return family === 'integer' || (family === 'number' && base !== 'money');
}

function literal(value: string | null, isNumber: boolean): string {
  if (value === null) return 'NULL';
  return isNumber && /^-?\d+(\.\d+)?$/.test(value) ? value : quoteLiteral(value);
}

function* copyBlock({ schema, name, columns, batches }: SeedTable): Generator<string, void, undefined> {
  yield `COPY ${quoteQualified(schema, name)} (${columns.map(quoteIdentifier).join(', ')}) FROM stdin;\n`;
  for (const batch of batches()) yield copyLines(batch);
  yield '\\.\n';
}

/** UPDATE … FROM (VALUES …): the literals are given the types of their columns. */
export function updateStatement(
  schema: DatabaseSchema,
  { schema: place, name, keyColumns, columns }: GeneratedUpdate,
  rows: readonly (readonly string[])[],
): string {
  const table = schema.tables.find((one) => one.schema === place && one.name === name);
  const all = [...keyColumns, ...columns];
  const typed = (value: string, at: number) => {
    const type = table?.columns.find((column) => column.name === all[at])?.type ?? 'text';
    return `CAST(${quoteLiteral(value)} AS ${type})`;
  };
  const values = rows.map((row, nth) =>
    // The first row gives the types.
    nth === 0 ? `(${row.map(typed).join(', ')})` : `(${row.map(quoteLiteral).join(', ')})`,
  );
  const names = all.map((_, at) => `v${at}`);
  const set = columns.map((column, at) => `${quoteIdentifier(column)} = new.${names[keyColumns.length + at]}`);
  const where = keyColumns.map((column, at) => `old.${quoteIdentifier(column)} = new.${names[at]}`);
  return [
    `UPDATE ${quoteQualified(place, name)} AS old SET ${set.join(', ')}`,
    `FROM (VALUES\n${values.join(',\n')}\n) AS new (${names.join(', ')})`,
    `WHERE ${where.join(' AND ')}`,
  ].join('\n');
}

function sequenceStatements(schema: DatabaseSchema, { schema: place, name, columns }: SeedTable): readonly string[] {
  const table = schema.tables.find((one) => one.schema === place && one.name === name);
  return (table?.columns ?? [])
    .filter((column) => columns.includes(column.name) && isCounting(column))
    .map((column) => {
      const qualified = quoteQualified(place, name);
      const sequence = `pg_get_serial_sequence(${quoteLiteral(qualified)}, ${quoteLiteral(column.name)})`;
      const id = quoteIdentifier(column.name);
      return `SELECT setval(${sequence}, max(${id})) FROM ${qualified} HAVING max(${id}) > 0;\n`;
    });
}

function isCounting(column: Table['columns'][number]): boolean {
  return column.identity !== undefined || /^nextval\(/.test(column.default ?? '');
}

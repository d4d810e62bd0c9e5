import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type GeneratedRows, generateRows } from '#analysis/row-generator.ts';
import { type RandomTable, randomTables, schemaOf } from './random-schema.ts';

test('rows of any small schema keep its constraints', () => {
  fc.assert(
    fc.property(randomTables, fc.integer(), (tables, seed) => {
      const { schema, checks } = schemaOf(tables);
      const rows = Object.fromEntries(tables.map((table) => [table.name, table.rows]));
      const generated = generateRows({ schema, rows, seed, checks });
      expect(generated.unsatisfied).toEqual([]);
      expect(faultsOf(tables, take(generated))).toEqual([]);
      expect([...take(generateRows({ schema, rows, seed, checks }))]).toEqual([
        ...take(generateRows({ schema, rows, seed, checks })),
      ]);
    }),
  );
});

type Row = Readonly<Record<string, string | null>>;

function take(generated: GeneratedRows): ReadonlyMap<string, readonly Row[]> {
  return new Map(
    generated.tables.map(({ name, columns, batches }) => [
      name,
      [...batches()].flat().map((row) => Object.fromEntries(columns.map((column, at) => [column, row[at] ?? null]))),
    ]),
  );
}

/** Knows nothing of the generator: reads the texts and the tables. */
function faultsOf(tables: readonly RandomTable[], made: ReadonlyMap<string, readonly Row[]>): readonly string[] {
  return tables.flatMap(({ name, rows, columns, primaryKey, uniques, foreignKeys, checks }) => {
    const all = made.get(name) ?? [];
    const faults = all.length === rows ? [] : [`${name} has ${all.length} rows instead of ${rows}`];
    const key = (row: Row, names: readonly string[]) => {
      const values = names.map((one) => row[one] ?? null);
      return values.includes(null) ? undefined : JSON.stringify(values);
    };
    for (const unique of [primaryKey, ...uniques]) {
      const keys = all.flatMap((row) => key(row, unique) ?? []);
      if (new Set(keys).size < keys.length) faults.push(`${name}: ${unique} repeats`);
    }
    for (const { columns: own, parent, referenced } of foreignKeys) {
      const there = new Set((made.get(parent) ?? []).map((row) => key(row, referenced)));
      if (all.some((row) => key(row, own) !== undefined && !there.has(key(row, own))))
        faults.push(`${name}: ${own} refers to nothing`);
    }
    for (const row of all) {
      for (const column of columns) {
        const value = row[column.name] ?? null;
        if (value === null ? !column.nullable : !isOf(column.type, value))
          faults.push(`${name}.${column.name} is ${value}`);
      }
      for (const { sql, reads, holds } of checks) {
        if (reads.every((one) => row[one] !== null) && !holds((one) => row[one] ?? ''))
          faults.push(`${name}: ${sql} in ${JSON.stringify(row)}`);
      }
    }
    return faults.slice(0, 5);
  });
}

const shapes: Readonly<Record<string, RegExp>> = {
  integer: /^-?\d{1,10}$/,
  smallint: /^-?\d{1,5}$/,
  bigint: /^-?\d{1,18}$/,
  'numeric(8,2)': /^-?\d{1,6}\.\d\d$/,
  'character varying(12)': /^.{0,12}$/,
  'character(4)': /^.{0,4}$/,
  date: /^\d{4}-\d\d-\d\d$/,
  'timestamp with time zone': /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\+00$/,
  uuid: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  boolean: /^[tf]$/,
  int4range: /^\[-?\d+,-?\d+\)$/,
  bytea: /^\\x([0-9a-f]{2})*$/,
  inet: /^\d+(\.\d+){3}$/,
};

function isOf(type: string, value: string): boolean {
  return shapes[type]?.test(value) ?? true;
}

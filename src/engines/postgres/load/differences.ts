import type { Column, Table } from '#vocabulary/database-schema.ts';
import type { FoundTable } from './found-tables.ts';

/** Where the table is not the one that rows were made for, a clause each. Constraints are the server's to judge. */
export function differences(found: FoundTable, made: Table | undefined): readonly string[] {
  const place = `${found.schema}.${found.name}`;
  if (found.kind === undefined) return [`there is no table ${place}`];
  const kind = kinds[found.kind] ?? 'no table';
  const wanted = made?.kind === 'partitioned' ? 'a partitioned table' : 'a table';
  if (kind !== wanted) return [`${place} is ${kind}, not ${wanted}`];
  const columns = new Map(found.columns.map((column) => [column.name, column]));
  const known = new Set(made?.columns.map(({ name }) => name));
  return [
    ...(made?.columns ?? []).flatMap((column) => {
      const there = columns.get(column.name);
      if (there === undefined) return [`there is no column ${place}.${column.name}`];
      return differing(there, column).map((how) => `${place}.${column.name} ${how}`);
    }),
    ...found.columns.filter(({ name }) => !known.has(name)).map(({ name }) => `there is a column ${place}.${name} too`),
  ];
}

const kinds: Readonly<Record<string, string>> = {
  r: 'a table',
  p: 'a partitioned table',
  f: 'a foreign table',
  v: 'a view',
  m: 'a materialized view',
};

function differing(there: FoundTable['columns'][number], made: Column): readonly string[] {
  const faults: string[] = [];
  if (bare(there.type) !== bare(made.type)) faults.push(`is ${there.type}, not ${made.type}`);
  if (there.nullable !== made.nullable) faults.push(there.nullable ? 'may be NULL' : 'may not be NULL');
  if (there.isIdentity !== (made.identity !== undefined))
    faults.push(`is ${there.isIdentity ? 'an' : 'no'} identity column`);
  if (there.isGenerated !== (made.generated !== undefined))
    faults.push(`is ${there.isGenerated ? 'a' : 'no'} generated column`);
  return faults;
}

/** Without its schema: an extension's types may live in another one. */
function bare(type: string): string {
  return type.replace(/^(?:"(?:[^"]|"")*"|[a-z_]\w*)\./, '');
}

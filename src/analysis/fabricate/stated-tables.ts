import { columnType } from '#analysis/column-type.ts';
import { findTable } from '#analysis/find-table.ts';
import { nearestName } from '#analysis/nearest-name.ts';
import type { DatabaseSchema, Table } from '#vocabulary/database-schema.ts';
import type { Problem } from '#vocabulary/problem.ts';
import type { ColumnVolume, Volumes } from '#vocabulary/volumes.ts';

/** A table and how many rows it is to have. */
export interface StatedTable {
  readonly table: Table;
  readonly rows: number;
  readonly columns: Readonly<Record<string, ColumnVolume>>;
}

/** Names in stated volumes that the schema does not have, each with the name that was probably meant; shares beyond 1. */
export function volumeFaults(schema: DatabaseSchema, volumes: Volumes): readonly Problem[] {
  return Object.entries(volumes.tables).flatMap(([name, { columns }]): readonly Problem[] => {
    const table = tableNamed(schema, name);
    if (table === undefined) {
      const known = schema.tables.flatMap((one) => [one.name, nameOf(one)]);
      return [
        fault(`The volumes name a table ${name}, which the schema does not have.`, nearestName(name, known), known),
      ];
    }
    const known = table.columns.map((column) => column.name);
    return Object.entries(columns).flatMap(([column, volume]) => {
      const found = table.columns.find((one) => one.name === column);
      if (found !== undefined) return valueFaults(`${name}.${column}`, columnType(schema, found.type).labels, volume);
      const message = `The volumes name a column ${name}.${column}, which the table does not have.`;
      return [fault(message, nearestName(column, known), known)];
    });
  });
}

/** Shares that are more than all rows, and labels that an enum does not have. */
function valueFaults(
  where: string,
  labels: readonly string[] | undefined,
  { values = {}, nulls = 0 }: ColumnVolume,
): readonly Problem[] {
  const sum = Object.values(values).reduce((all, share) => all + share, nulls);
  const tooMany: Problem = {
    code: 'invalid',
    message: `The shares of ${where} add up to ${Number(sum.toPrecision(4))}, NULLs included.`,
    hint: 'All shares of a column together are at most 1.',
  };
  const unknown = labels === undefined ? [] : Object.keys(values).filter((value) => !labels.includes(value));
  return [
    ...(sum > 1.0001 ? [tooMany] : []),
    ...unknown.map((value) =>
      fault(
        `The volumes name a value ${value} of ${where}, which its type does not have.`,
        nearestName(value, labels ?? []),
        labels ?? [],
      ),
    ),
  ];
}

function fault(message: string, meant: string | undefined, known: readonly string[]): Problem {
  const hint = meant === undefined ? `There are: ${known.slice(0, 12).join(', ')}.` : `Did you mean ${meant}?`;
  return { code: 'invalid', message, hint };
}

/** `orders` as the search path finds it, `app.orders`, or the only table of that name. */
export function tableNamed(schema: DatabaseSchema, name: string): Table | undefined {
  const found = findTable(schema, { name }) ?? schema.tables.find((table) => nameOf(table) === name);
  if (found !== undefined) return found;
  const sameName = schema.tables.filter((table) => table.name === name);
  return sameName.length === 1 ? sameName[0] : undefined;
}

/** Rows of a child for each row of a parent, where nobody stated any: an order has a few lines, a user a few orders. */
const childrenOfParent = 5;

/**
 * The tables whose rows are stated, and those whose rows follow from a foreign key: a child has five rows for each of
 * its parent (the greatest one counts), a parent a fifth of the rows of its smallest child. Partitions belong to their root, and
 * stand here only where they are stated themselves. Guesses and tables of which nothing is known are told in `unread`.
 */
export function statedTables(
  schema: DatabaseSchema,
  volumes: Volumes,
): { readonly tables: readonly StatedTable[]; readonly unread: readonly string[] } {
  const stated = new Map<Table, StatedTable>();
  for (const [name, { rows, columns }] of Object.entries(volumes.tables)) {
    const table = tableNamed(schema, name);
    if (table !== undefined) stated.set(table, { table, rows, columns });
  }
  const unread: string[] = [];
  const roots = schema.tables.filter(({ kind, partitionOf }) => kind !== 'foreign' && partitionOf === undefined);
  for (let found = true; found; ) {
    found = false;
    for (const table of roots) {
      if (stated.has(table) || hasStatedPart(schema, table, stated)) continue;
      const guess = guessRows(schema, table, stated);
      if (guess === undefined) continue;
      stated.set(table, { table, rows: guess.rows, columns: {} });
      unread.push(`Nobody stated the rows of ${nameOf(table)}: ${guess.rows} are guessed from ${guess.from}.`);
      found = true;
    }
  }
  for (const table of roots) {
    if (stated.has(table) || hasStatedPart(schema, table, stated)) continue;
    unread.push(`Nobody stated the rows of ${nameOf(table)}, and no foreign key tells them: it has no statistics.`);
  }
  return { tables: [...stated.values()], unread };
}

function hasStatedPart(schema: DatabaseSchema, table: Table, stated: ReadonlyMap<Table, StatedTable>): boolean {
  return schema.tables.some(
    (one) => one.partitionOf?.schema === table.schema && one.partitionOf.table === table.name && stated.has(one),
  );
}

function guessRows(
  schema: DatabaseSchema,
  table: Table,
  stated: ReadonlyMap<Table, StatedTable>,
): { readonly rows: number; readonly from: string } | undefined {
  const of = (one: Table) => {
    const rows = stated.get(one)?.rows;
    return rows === undefined ? [] : [{ rows, name: nameOf(one) }];
  };
  const parents = referencedBy(schema, table)
    .flatMap(of)
    .sort((a, b) => b.rows - a.rows);
  const [parent] = parents;
  if (parent !== undefined) return { rows: parent.rows * childrenOfParent, from: `its foreign key to ${parent.name}` };
  const children = schema.tables
    .filter((one) => one !== table && referencedBy(schema, one).includes(table))
    .flatMap(of)
    .sort((a, b) => a.rows - b.rows);
  const [child] = children;
  if (child === undefined) return undefined;
  return { rows: Math.max(1, Math.round(child.rows / childrenOfParent)), from: `the foreign key of ${child.name}` };
}

function referencedBy(schema: DatabaseSchema, table: Table): readonly Table[] {
  return table.constraints.flatMap(({ references }) => {
    if (references === undefined) return [];
    const parent = schema.tables.find(
      (one) => one.schema === references.schema && one.name === references.table && one !== table,
    );
    return parent ?? [];
  });
}

export function nameOf({ schema, name }: { readonly schema: string; readonly name: string }): string {
  return `${schema}.${name}`;
}

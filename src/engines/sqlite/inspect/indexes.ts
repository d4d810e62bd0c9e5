import type { Row } from '#contracts/session.ts';
import type { Constraint } from '#vocabulary/database-schema.ts';
import type { IndexDefinition, IndexKey } from '#vocabulary/index-definition.ts';
import { indexText } from './index-text.ts';
import type { Catalog } from './read-catalog.ts';
import { optional, text } from './rows.ts';
import type { Sizes } from './sizes.ts';
import type { TableText } from './table-text.ts';

interface TableIndexes {
  readonly table: string;
  readonly catalog: Catalog;
  readonly written: TableText;
  readonly sizes: Sizes;
  /** Keys of the table, which SQLite keeps by indexes of its own, `sqlite_autoindex_…`. */
  readonly constraints: readonly Constraint[];
}

/**
 * The indexes of a table. Where the primary key has none because the table itself is ordered by it (INTEGER PRIMARY KEY,
 * WITHOUT ROWID), one is listed all the same, without bytes, so that nobody thinks a search by it slow.
 */
export function indexesOf(facts: TableIndexes): readonly IndexDefinition[] {
  const listed = (facts.catalog.indexes.get(facts.table) ?? []).map((row) => indexOf(row, facts));
  const primary = facts.constraints.find(({ kind }) => kind === 'primary-key');
  if (primary === undefined || listed.some((index) => index.constraint === primary.name)) return listed;
  const key: IndexDefinition = {
    schema: 'main',
    table: facts.table,
    name: primary.name,
    method: 'btree',
    unique: true,
    keys: primary.columns.map((column) => ({ column, direction: 'asc' as const })),
    include: [],
    constraint: primary.name,
    valid: true,
  };
  return [key, ...listed];
}

function indexOf(row: Row, { table, catalog, written, sizes, constraints }: TableIndexes): IndexDefinition {
  const name = text(row['name']);
  const sql = catalog.entries.find((entry) => entry.type === 'index' && entry.name === name)?.sql ?? '';
  const own = sql === '' ? { keys: [] } : indexText(sql);
  const keys = (catalog.indexKeys.get(name) ?? []).filter((key) => key['key'] === 1);
  const columns = keys.map((key) => text(key['name']));
  const kind = row['origin'] === 'pk' ? 'primary-key' : 'unique';
  const constraint =
    row['origin'] === 'c'
      ? undefined
      : constraints.find((one) => one.kind === kind && one.columns.join('\0') === columns.join('\0'));
  return {
    schema: 'main',
    table,
    name,
    method: 'btree',
    unique: row['unique'] === 1,
    keys: keys.map((key, at) => keyOf(key, own.keys[at], written)),
    include: [],
    ...optional('predicate', 'predicate' in own ? own.predicate : undefined),
    ...optional('constraint', constraint?.name),
    valid: true,
    ...optional('bytes', sizes.bytes.get(name)),
    ...optional('definition', sql === '' ? undefined : sql),
  };
}

/** Column number -2 is an expression, -1 the rowid. https://www.sqlite.org/pragma.html#pragma_index_xinfo */
function keyOf(row: Row, own: string | undefined, written: TableText): IndexKey {
  const isExpression = row['cid'] === -2;
  const column = row['cid'] === -1 ? 'rowid' : text(row['name']);
  const natural = isExpression ? undefined : collationOf(column, written);
  const collation = text(row['coll']);
  return {
    ...(isExpression ? { expression: own ?? '' } : { column }),
    direction: row['desc'] === 1 ? 'desc' : 'asc',
    ...optional('collation', collation.toUpperCase() === (natural ?? 'BINARY').toUpperCase() ? undefined : collation),
  };
}

function collationOf(column: string, written: TableText): string | undefined {
  return [...written.columns].find(([name]) => name.toLowerCase() === column.toLowerCase())?.[1].collation;
}

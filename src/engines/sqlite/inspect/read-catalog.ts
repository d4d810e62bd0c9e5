import { ProblemError } from '#contracts/problem-error.ts';
import type { Row } from '#contracts/session.ts';
import type { SqliteSession } from '#engines/sqlite/connect/session.ts';

/** What the catalog and its pragmas say, by the name of the table. */
export interface Catalog {
  readonly entries: readonly CatalogEntry[];
  readonly columns: ReadonlyMap<string, readonly Row[]>;
  readonly foreignKeys: ReadonlyMap<string, readonly Row[]>;
  readonly indexes: ReadonlyMap<string, readonly Row[]>;
  /** By the name of the index. */
  readonly indexKeys: ReadonlyMap<string, readonly Row[]>;
  readonly unread: readonly string[];
}

/** An entry of sqlite_schema; tables with their kind. */
export interface CatalogEntry {
  readonly type: 'table' | 'virtual' | 'shadow' | 'view' | 'index' | 'trigger';
  readonly name: string;
  readonly table: string;
  readonly sql: string;
  readonly withoutRowid: boolean;
  readonly strict: boolean;
}

/** https://www.sqlite.org/schematab.html and https://www.sqlite.org/pragma.html#pragma_table_list */
export async function readCatalog(session: Pick<SqliteSession, 'read'>): Promise<Catalog> {
  const listed = await session.read(`
    SELECT s.type, s.name, s.tbl_name, s.sql, l.type AS kind, l.wr, l.strict
      FROM sqlite_schema AS s
      LEFT JOIN pragma_table_list AS l ON l.schema = 'main' AND l.name = s.name AND s.type IN ('table', 'view')
     WHERE s.name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
     ORDER BY s.rowid`);
  const entries = withoutShadows(listed.map(entryOf));
  const tables = entries.filter((entry) => entry.type === 'table').map((entry) => entry.name);
  const of = (pragma: string, names: readonly string[]) => byName(session, pragma, names);
  const columns = new Map(await of('table_xinfo', tables));
  const indexes = await of('index_list', tables);
  const unread: string[] = [];
  // One that is broken, or whose module is not here, must not hide the rest.
  for (const { type, name } of entries.filter((entry) => entry.type === 'view' || entry.type === 'virtual')) {
    try {
      for (const [key, rows] of await of('table_xinfo', [name])) columns.set(key, rows);
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      unread.push(
        `The columns of the ${type === 'view' ? 'view' : 'virtual table'} ${name} could not be read: ${error.problem.message}`,
      );
    }
  }
  const indexNames = [...indexes.values()].flat().map((row) => String(row['name']));
  return {
    entries,
    columns,
    foreignKeys: await of('foreign_key_list', tables),
    indexes,
    indexKeys: await of('index_xinfo', indexNames),
    unread,
  };
}

function entryOf(row: Row): CatalogEntry {
  const kind = String(row['kind'] ?? row['type']);
  return {
    type: kind as CatalogEntry['type'],
    name: String(row['name']),
    table: String(row['tbl_name']),
    sql: String(row['sql'] ?? ''),
    withoutRowid: row['wr'] === 1,
    strict: row['strict'] === 1,
  };
}

/** What a module keeps for itself. Of one that is not here, SQLite does not know which tables those are. */
function withoutShadows(entries: readonly CatalogEntry[]): readonly CatalogEntry[] {
  const owners = entries.filter((entry) => entry.type === 'virtual').map((entry) => entry.name.toLowerCase());
  const isShadow = ({ type, name }: CatalogEntry) => {
    const [, owner = '', part] = /^(.*)_([a-z]+)$/.exec(name.toLowerCase()) ?? [];
    return type === 'shadow' || (type === 'table' && owners.includes(owner) && shadowParts.test(part ?? ''));
  };
  const shadows = new Set(entries.filter(isShadow).map((entry) => entry.name));
  return entries.filter((entry) => !shadows.has(entry.name) && !(entry.type === 'index' && shadows.has(entry.table)));
}

/** Of rtree, fts3, fts4 and fts5. */
const shadowParts = /^(node|rowid|parent|content|segments|segdir|docsize|stat|data|idx|config)$/;

async function byName(
  session: Pick<SqliteSession, 'read'>,
  pragma: string,
  names: readonly string[],
): Promise<Map<string, Row[]>> {
  const found = new Map<string, Row[]>();
  const rows = await session.read(
    `SELECT n.value AS of, p.* FROM json_each(?) AS n JOIN pragma_${pragma}(n.value) AS p`,
    [JSON.stringify(names)],
  );
  for (const row of rows) {
    const name = String(row['of']);
    found.set(name, [...(found.get(name) ?? []), row]);
  }
  return found;
}

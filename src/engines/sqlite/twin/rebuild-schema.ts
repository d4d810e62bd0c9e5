import { ProblemError } from '#contracts/problem-error.ts';
import type { Session } from '#contracts/session.ts';
import type { Scratch } from '#engines/sqlite/connect/scratch.ts';
import { sqliteSession } from '#engines/sqlite/connect/session.ts';
import { quoteIdentifier } from '#engines/sqlite/quote.ts';
import { indexDdl } from '#engines/sqlite/spell.ts';
import type { Column, DatabaseSchema, Table } from '#vocabulary/database-schema.ts';

/**
 * Makes the schema anew in an empty database: from the target's own statements where there is a target, else from what
 * is known of it. Gives a sentence for each part that could not be made.
 */
export async function rebuildSchema(
  scratch: Scratch,
  schema: DatabaseSchema,
  target: Session | undefined,
): Promise<readonly string[]> {
  const statements = target === undefined ? spelled(schema) : await ownStatements(target);
  const lost: string[] = [];
  for (const { name, sql } of statements) {
    try {
      await scratch.exec(sql);
    } catch (error) {
      if (!(error instanceof ProblemError) || error.problem.code === 'timeout') throw error;
      lost.push(`${name} could not be made in the twin: ${error.message}`);
    }
  }
  return lost;
}

interface Made {
  readonly name: string;
  readonly sql: string;
}

/** In the order in which they were made. The tables that virtual tables keep for themselves come with those. */
async function ownStatements(target: Session): Promise<readonly Made[]> {
  const rows = await sqliteSession(target).read(`
    SELECT m.name, m.sql FROM sqlite_schema m LEFT JOIN pragma_table_list l ON l.schema = 'main' AND l.name = m.name
    WHERE m.sql IS NOT NULL AND m.name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND m.type <> 'trigger' AND coalesce(l.type, '') <> 'shadow'
    ORDER BY m.type = 'view', m.type = 'index', m.rowid`);
  return rows.map((row) => ({ name: String(row['name']), sql: String(row['sql']) }));
}

function spelled(schema: DatabaseSchema): readonly Made[] {
  const tables = schema.tables.filter(({ kind }) => kind === 'table');
  return [
    ...tables.map((table) => ({ name: table.name, sql: tableDdl(table) })),
    ...tables.flatMap((table) =>
      table.indexes
        .filter(({ constraint, name }) => constraint === undefined && !name.startsWith('sqlite_autoindex_'))
        .map((index) => ({ name: index.name, sql: index.definition ?? indexDdl(index) })),
    ),
    ...schema.views.map(({ name, columns, definition }) => {
      const names = columns.length === 0 ? '' : ` (${columns.map((one) => quoteIdentifier(one.name)).join(', ')})`;
      return {
        name,
        sql: /^\s*create\b/i.test(definition)
          ? definition
          : `CREATE VIEW ${quoteIdentifier(name)}${names} AS ${definition}`,
      };
    }),
  ];
}

/** https://www.sqlite.org/lang_createtable.html */
function tableDdl(table: Table): string {
  const keys = table.constraints.filter(({ kind }) => kind === 'primary-key' || kind === 'unique');
  const rowid = keys.find(({ kind, columns }) => kind === 'primary-key' && columns.length === 1);
  const inline = table.columns.find(({ name, type }) => name === rowid?.columns[0] && /^integer$/i.test(type))?.name;
  const parts = [
    ...table.columns.map((column) => columnDdl(column, column.name === inline)),
    ...keys
      .filter((key) => key !== rowid || inline === undefined)
      .map(
        ({ kind, columns }) =>
          `${kind === 'unique' ? 'UNIQUE' : 'PRIMARY KEY'} (${columns.map(quoteIdentifier).join(', ')})`,
      ),
  ];
  const options = table.options.filter((option) => /^(without rowid|strict)$/i.test(option)).join(', ');
  return `CREATE TABLE ${quoteIdentifier(table.name)} (${parts.join(', ')}) ${options}`.trim();
}

function columnDdl(column: Column, isRowid: boolean): string {
  return [
    quoteIdentifier(column.name),
    column.type,
    isRowid ? 'PRIMARY KEY' : '',
    column.nullable || isRowid ? '' : 'NOT NULL',
    column.collation === undefined ? '' : `COLLATE ${column.collation}`,
    column.generated === undefined ? '' : `AS (${column.generated}) ${column.generatedKind ?? 'virtual'}`,
  ]
    .filter((part) => part !== '')
    .join(' ');
}

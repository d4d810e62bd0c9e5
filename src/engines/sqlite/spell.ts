import { coveringColumns } from '#analysis/covering-columns.ts';
import { problem } from '#contracts/problem-error.ts';
import type { Change } from '#vocabulary/change.ts';
import type { IndexDefinition, IndexKey } from '#vocabulary/index-definition.ts';
import type { Statement } from '#vocabulary/statement.ts';
import { quoteIdentifier, quoteLiteral, quoteQualified } from './quote.ts';

/**
 * A change in SQLite's words, with what an executor must know to carry it out safely and to resume.
 * Errors: unsupported (what SQLite has not), invalid.
 */
export function spell(change: Change): readonly Statement[] {
  switch (change.kind) {
    case 'create-index':
      return [createIndex(change.index), analyzeIndex(change.index)];
    case 'drop-index':
      return [dropIndex(change.index)];
    case 'analyze-table':
      return [
        {
          text: `ANALYZE ${quoteQualified(change.schema, change.table)}`,
          transactional: true,
          note: `Reads each index of the table from end to end, and writes to sqlite_stat1: other writers wait. PRAGMA analysis_limit=1000 makes it quick. ${manual('lang_analyze')}`,
        },
      ];
    case 'vacuum-table':
      return [
        {
          text: change.schema === 'main' ? 'VACUUM' : `VACUUM ${quoteIdentifier(change.schema)}`,
          transactional: false,
          note: `SQLite has it for the whole file only: it is written anew, needs up to twice its size of free disk meanwhile, and nobody else may write. ${manual('lang_vacuum')}`,
        },
      ];
    case 'create-statistics':
      throw problem(
        'unsupported',
        'SQLite has no statistics on several columns together.',
        'An index on these columns, and ANALYZE, tell its planner the same.',
      );
    case 'set-statistics-target':
      throw problem('unsupported', 'SQLite keeps no statistics of single columns.', 'ANALYZE is all that it has.');
    case 'set-setting':
      return [setting(change.name, change.value)];
    case 'alter-system':
      throw problem(
        'unsupported',
        'SQLite has no server, and so no settings of one.',
        'Set it in each connection: PRAGMA.',
      );
    case 'add-constraint':
    case 'drop-constraint':
    case 'validate-constraint':
    case 'set-not-null':
    case 'alter-column-type':
      throw problem(
        'unsupported',
        'SQLite changes no column and no constraint of a table that is there.',
        `Make the table anew and copy the rows: ${manual('lang_altertable')}#otheralter`,
      );
    case 'load-rows':
      throw problem('unsupported', 'Rows are not loaded into SQLite databases yet.');
    case 'native':
      return change.statements;
    case 'rewrite-query':
      return [];
  }
}

/**
 * CREATE INDEX as SQLite's grammar has it; names are quoted, collations and expressions are SQL. It knows no INCLUDE:
 * included columns are further keys, which cover the query as well.
 * https://www.sqlite.org/lang_createindex.html
 */
export function indexDdl(index: IndexDefinition): string {
  if (index.method !== 'btree') {
    throw problem('unsupported', `SQLite has no ${index.method} indexes, only B-trees.`);
  }
  const covered: readonly IndexKey[] = index.include.map((column) => ({ column, direction: 'asc' }));
  return [
    `CREATE ${index.unique ? 'UNIQUE ' : ''}INDEX ${quoteQualified(index.schema, index.name)}`,
    ` ON ${quoteIdentifier(index.table)} (${[...index.keys, ...covered].map(keyDdl).join(', ')})`,
    index.predicate === undefined ? '' : ` WHERE ${index.predicate}`,
  ].join('');
}

function keyDdl(key: IndexKey): string {
  if (key.column === undefined && key.expression === undefined) {
    throw problem('invalid', 'An index key names neither a column nor an expression.');
  }
  if (key.nulls !== undefined && key.nulls !== (key.direction === 'desc' ? 'last' : 'first')) {
    throw problem('unsupported', 'In SQLite NULL is smaller than all else: an index cannot have it at the other end.');
  }
  return [
    key.column === undefined ? `${key.expression}` : quoteIdentifier(key.column),
    key.collation === undefined ? '' : ` COLLATE ${key.collation}`,
    key.direction === 'desc' ? ' DESC' : '',
  ].join('');
}

function createIndex(index: IndexDefinition): Statement {
  return {
    text: indexDdl(index).replace('INDEX ', 'INDEX IF NOT EXISTS '),
    transactional: true,
    done: `SELECT EXISTS (${indexSelect(index)})`,
    undo: `DROP INDEX IF EXISTS ${quoteQualified(index.schema, index.name)}`,
    note: `Reads the whole table, and nobody else may write to the file until it is built; readers go on in WAL mode.${covering(index)} ${manual('lang_createindex')}`,
  };
}

function covering(index: IndexDefinition): string {
  const columns = coveringColumns(index);
  if (columns.length === 0) return '';
  return ` The last ${columns.length === 1 ? 'key' : 'keys'} (${columns.join(', ')}) only cover the query: the table need not be visited.`;
}

/** Without it the planner takes each key of the index for one of ten rows, whatever it holds. */
export function analyzeIndexDdl({ schema, name }: IndexDefinition): string {
  return `ANALYZE ${quoteQualified(schema, name)}`;
}

function analyzeIndex(index: IndexDefinition): Statement {
  return {
    text: analyzeIndexDdl(index),
    transactional: true,
    note: `Reads the index once, so that the planner knows what it holds; without it, it guesses. ${manual('lang_analyze')}`,
  };
}

function dropIndex(index: IndexDefinition): Statement {
  if (index.constraint !== undefined || index.name.startsWith('sqlite_autoindex_')) {
    throw problem(
      'invalid',
      `The index ${index.name} serves a PRIMARY KEY or UNIQUE constraint and goes only with it.`,
      'Keep it, or make the table anew without the constraint in a migration of your own.',
    );
  }
  return {
    text: `DROP INDEX IF EXISTS ${quoteQualified(index.schema, index.name)}`,
    transactional: true,
    done: `SELECT NOT EXISTS (${indexSelect(index)})`,
    undo: index.definition ?? indexDdl(index),
    note: `Its pages are put on the free list; the file does not become smaller before VACUUM. ${manual('lang_dropindex')}`,
  };
}

function indexSelect({ schema, name }: IndexDefinition): string {
  return `SELECT 1 FROM ${quoteIdentifier(schema)}.sqlite_schema WHERE type = 'index' AND name = ${quoteLiteral(name)}`;
}

function setting(name: string, value: string): Statement {
  if (!/^[a-z_]+$/i.test(name)) throw problem('invalid', `${name} is no name of a PRAGMA.`);
  const literal = /^-?\w+$/.test(value) ? value : quoteLiteral(value);
  return {
    text: `PRAGMA ${name} = ${literal}`,
    transactional: false,
    note: `Of this connection only. ${manual('pragma')}`,
  };
}

function manual(page: string): string {
  return `https://www.sqlite.org/${page}.html`;
}

import { problem } from '#contracts/problem-error.ts';
import type { Change } from '#vocabulary/change.ts';
import type { IndexDefinition, IndexKey } from '#vocabulary/index-definition.ts';
import type { Statement } from '#vocabulary/statement.ts';
import { quoteIdentifier, quoteLiteral, quoteQualified } from './quote.ts';
import { spellLoad } from './spell-load.ts';
import { spellSchemaChange } from './spell-schema-change.ts';

/** A change in PostgreSQL's words, with what an executor must know to carry it out safely and to resume. */
export function spell(change: Change): readonly Statement[] {
  switch (change.kind) {
    case 'create-index':
      return [createIndex(change.index)];
    case 'drop-index':
      return [dropIndex(change.index)];
    case 'analyze-table':
      return [analyze(change.schema, change.table)];
    case 'vacuum-table':
      return [
        {
          text: `VACUUM (ANALYZE) ${quoteQualified(change.schema, change.table)}`,
          transactional: false,
          note: `Takes SHARE UPDATE EXCLUSIVE: reads and writes go on. ${manual('sql-vacuum')}`,
        },
      ];
    case 'create-statistics':
      return [createStatistics(change), analyze(change.schema, change.table)];
    case 'set-statistics-target':
      return [setStatisticsTarget(change), analyze(change.schema, change.table)];
    case 'set-setting':
      return [setSetting(change.name, change.value)];
    case 'alter-system':
      return alterSystem(change);
    case 'add-constraint':
    case 'drop-constraint':
    case 'validate-constraint':
    case 'set-not-null':
    case 'alter-column-type':
      return spellSchemaChange(change);
    case 'load-rows':
      return [spellLoad(change)];
    case 'native':
      return change.statements;
    case 'rewrite-query':
      return [];
  }
}

/**
 * CREATE INDEX as PostgreSQL's grammar has it; names are quoted, operator classes, collations and expressions are SQL.
 * https://www.postgresql.org/docs/18/sql-createindex.html
 */
export function indexDdl(index: IndexDefinition, options: { readonly concurrently: boolean }): string {
  return [
    `CREATE ${index.unique ? 'UNIQUE ' : ''}INDEX`,
    options.concurrently ? ' CONCURRENTLY' : '',
    ` ${quoteIdentifier(index.name)} ON ${quoteQualified(index.schema, index.table)}`,
    index.method === 'btree' ? '' : ` USING ${quoteIdentifier(index.method)}`,
    ` (${index.keys.map(keyDdl).join(', ')})`,
    index.include.length === 0 ? '' : ` INCLUDE (${index.include.map(quoteIdentifier).join(', ')})`,
    index.nullsNotDistinct ? ' NULLS NOT DISTINCT' : '',
    index.predicate === undefined ? '' : ` WHERE ${index.predicate}`,
  ].join('');
}

function keyDdl(key: IndexKey): string {
  if (key.column === undefined && key.expression === undefined) {
    throw problem('invalid', 'An index key names neither a column nor an expression.');
  }
  return [
    key.column === undefined ? `(${key.expression})` : quoteIdentifier(key.column),
    key.collation === undefined ? '' : ` COLLATE ${key.collation}`,
    key.operatorClass === undefined ? '' : ` ${key.operatorClass}`,
    key.direction === 'desc' ? ' DESC' : '',
    key.nulls === undefined ? '' : ` NULLS ${key.nulls.toUpperCase()}`,
  ].join('');
}

function createIndex(index: IndexDefinition): Statement {
  const place = quoteQualified(index.schema, index.name);
  if (index.partitioned) {
    return {
      text: indexDdl(index, { concurrently: false }),
      transactional: true,
      done: indexQuery(index, 'i.indisvalid'),
      undo: `DROP INDEX IF EXISTS ${place}`,
      note: `${index.schema}.${index.table} is partitioned, and PostgreSQL refuses CONCURRENTLY there: SHARE locks stop writes to the table and all its partitions until every part is built. Without that stop: CREATE INDEX … ON ONLY the parent, CREATE INDEX CONCURRENTLY on each partition, then ALTER INDEX … ATTACH PARTITION. ${manual('ddl-partitioning')}`,
    };
  }
  return {
    text: indexDdl(index, { concurrently: true }),
    transactional: false,
    done: indexQuery(index, 'i.indisvalid'),
    underway: `SELECT ${building(tableOid(index))}`,
    broken: indexQuery(index, `NOT i.indisvalid AND NOT ${building('i.indrelid')}`),
    repair: `DROP INDEX CONCURRENTLY IF EXISTS ${place}`,
    undo: `DROP INDEX CONCURRENTLY IF EXISTS ${place}`,
    note: `Takes SHARE UPDATE EXCLUSIVE: reads and writes go on; it waits for transactions that run when it starts, and reads the table twice. ${manual('sql-createindex', 'SQL-CREATEINDEX-CONCURRENTLY')}`,
  };
}

function dropIndex(index: IndexDefinition): Statement {
  if (index.constraint !== undefined) {
    throw problem(
      'invalid',
      `The index ${index.name} serves the constraint ${index.constraint} and goes only with it.`,
      'Keep it, or drop the constraint in a migration of your own.',
    );
  }
  const concurrently = !index.partitioned;
  return {
    text: `DROP INDEX ${concurrently ? 'CONCURRENTLY ' : ''}${quoteQualified(index.schema, index.name)}`,
    transactional: !concurrently,
    done: `SELECT NOT EXISTS (${indexSelect(index)})`,
    undo: index.definition === undefined ? indexDdl(index, { concurrently }) : rebuilt(index.definition, concurrently),
    note: concurrently
      ? `Takes SHARE UPDATE EXCLUSIVE: reads and writes go on; it waits for queries that use the index. ${manual('sql-dropindex')}`
      : `Takes ACCESS EXCLUSIVE on the table and all its partitions for a moment. ${manual('sql-dropindex')}`,
  };
}

/** The server's own text, which knows storage parameters and tablespace too. */
function rebuilt(definition: string, concurrently: boolean): string {
  return concurrently
    ? definition.replace(/^(CREATE (?:UNIQUE )?INDEX) (?!CONCURRENTLY)/, '$1 CONCURRENTLY ')
    : definition;
}

function analyze(schema: string, table: string): Statement {
  return {
    text: `ANALYZE ${quoteQualified(schema, table)}`,
    transactional: true,
    note: `Reads a sample of the rows under SHARE UPDATE EXCLUSIVE: reads and writes go on. ${manual('sql-analyze')}`,
  };
}

function createStatistics(change: Extract<Change, { kind: 'create-statistics' }>): Statement {
  const place = quoteQualified(change.schema, change.name);
  const known = [...change.columns.map(quoteIdentifier), ...(change.expressions ?? []).map((text) => `(${text})`)];
  return {
    text: `CREATE STATISTICS ${place} ON ${known.join(', ')} FROM ${quoteQualified(change.schema, change.table)}`,
    transactional: true,
    done: `SELECT EXISTS (SELECT FROM pg_catalog.pg_statistic_ext s JOIN pg_catalog.pg_namespace n ON n.oid = s.stxnamespace WHERE n.nspname = ${quoteLiteral(change.schema)} AND s.stxname = ${quoteLiteral(change.name)})`,
    undo: `DROP STATISTICS IF EXISTS ${place}`,
    note: `Takes SHARE UPDATE EXCLUSIVE for a moment; has no effect until ANALYZE has run. ${manual('sql-createstatistics')}`,
  };
}

function setStatisticsTarget(change: Extract<Change, { kind: 'set-statistics-target' }>): Statement {
  const alter = `ALTER TABLE ${quoteQualified(change.schema, change.table)} ALTER COLUMN ${quoteIdentifier(change.column)} SET STATISTICS`;
  return {
    text: `${alter} ${change.target}`,
    transactional: true,
    undo: `${alter} -1`,
    note: `Takes SHARE UPDATE EXCLUSIVE for a moment; has no effect until ANALYZE has run. ${manual('sql-altertable')}`,
  };
}

/** https://www.postgresql.org/docs/18/sql-altersystem.html */
function alterSystem({ name, value, effect }: Extract<Change, { kind: 'alter-system' }>): readonly Statement[] {
  checkSettingName(name);
  const isRestart = effect === 'restart';
  return [
    {
      text: `ALTER SYSTEM SET ${name} = ${listed(name, value).map(quoteLiteral).join(', ')}`,
      transactional: false,
      undo: `ALTER SYSTEM RESET ${name}`,
      note: `Writes postgresql.auto.conf; a superuser's. ${isRestart ? 'It holds after a restart of the server.' : 'It holds after SELECT pg_reload_conf().'} ${manual('sql-altersystem')}`,
    },
    ...(isRestart ? [] : [{ text: 'SELECT pg_reload_conf()', transactional: false }]),
  ];
}

/** One quoted text with commas would be taken for a single library of that name, and the server would not start. */
function listed(name: string, value: string): readonly string[] {
  return name.endsWith('_preload_libraries') ? value.split(',').map((one) => one.trim()) : [value];
}

function checkSettingName(name: string): void {
  if (!/^[a-z_][a-z0-9_]*(\.[a-z_][a-z0-9_]*)?$/i.test(name)) {
    throw problem('invalid', `"${name}" is no name of a setting.`);
  }
}

/** SET LOCAL, never ALTER SYSTEM: a setting that helps one query may hurt all others. */
function setSetting(name: string, value: string): Statement {
  checkSettingName(name);
  return {
    text: `SET LOCAL ${name} = ${quoteLiteral(value)}`,
    transactional: true,
    note: `Holds until the end of the transaction: put it in front of the query, in the same transaction. ${manual('sql-set')}`,
  };
}

function indexQuery(index: IndexDefinition, condition: string): string {
  return `SELECT EXISTS (${indexSelect(index)} AND ${condition})`;
}

/**
 * Another session builds an index on the table without stopping writes. Its index is not valid either, and must not be
 * taken from under it; and to wait for its lock may end in a deadlock with it, as it waits for all who have a snapshot.
 * Who may not see that session's work still sees its process number and its lock on the table.
 * https://www.postgresql.org/docs/18/progress-reporting.html#CREATE-INDEX-PROGRESS-REPORTING
 */
function building(table: string): string {
  return `EXISTS (SELECT FROM pg_catalog.pg_stat_progress_create_index p JOIN pg_catalog.pg_locks l ON l.pid = p.pid AND l.database = p.datid WHERE l.relation = ${table} AND l.mode = 'ShareUpdateExclusiveLock' AND l.granted AND p.pid <> pg_catalog.pg_backend_pid())`;
}

/** https://www.postgresql.org/docs/18/catalog-pg-index.html */
function indexSelect(index: IndexDefinition): string {
  return `SELECT FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = ${quoteLiteral(index.schema)} AND c.relname = ${quoteLiteral(index.name)} AND i.indrelid = ${tableOid(index)}`;
}

function tableOid(index: IndexDefinition): string {
  return `pg_catalog.to_regclass(${quoteLiteral(quoteQualified(index.schema, index.table))})`;
}

function manual(page: string, anchor?: string): string {
  return `https://www.postgresql.org/docs/18/${page}.html${anchor === undefined ? '' : `#${anchor}`}`;
}

import type { Change } from '#vocabulary/change.ts';
import type { Statement } from '#vocabulary/statement.ts';
import { quoteIdentifier, quoteLiteral, quoteQualified } from './quote.ts';

export type SchemaChange = Extract<
  Change,
  { kind: 'add-constraint' | 'drop-constraint' | 'validate-constraint' | 'set-not-null' | 'alter-column-type' }
>;

/**
 * A change of a table's columns and constraints, in steps that stop writers for a moment only where there is such a way.
 * Each step is a transaction of its own: a lock is not to be held while the rows are read.
 * https://www.postgresql.org/docs/18/sql-altertable.html#SQL-ALTERTABLE-NOTES
 */
export function spellSchemaChange(change: SchemaChange): readonly Statement[] {
  switch (change.kind) {
    case 'add-constraint':
      return addConstraint(change);
    case 'drop-constraint':
      return [dropConstraint(change)];
    case 'validate-constraint':
      return [validate(change, change.name)];
    case 'set-not-null':
      return setNotNull(change);
    case 'alter-column-type':
      return [alterType(change)];
  }
}

type Place = { readonly schema: string; readonly table: string };

function addConstraint(change: Extract<SchemaChange, { kind: 'add-constraint' }>): readonly Statement[] {
  const { name, kind, columns, definition } = change.constraint;
  if (kind === 'primary-key' || kind === 'unique') return keyByIndex(change, columns);
  const constraint = quoteIdentifier(name);
  const locked = kind === 'foreign-key' ? 'SHARE ROW EXCLUSIVE on both tables' : 'ACCESS EXCLUSIVE';
  return [
    {
      text: `${alter(change)} ADD CONSTRAINT ${constraint} ${definition} NOT VALID`,
      transactional: false,
      done: constraintQuery(change, name, 'true'),
      undo: `${alter(change)} DROP CONSTRAINT IF EXISTS ${constraint}`,
      note: `Takes ${locked} for a moment; the rows that are there are not read. ${manual('SQL-ALTERTABLE-DESC-ADD-TABLE-CONSTRAINT')}`,
    },
    validate(change, name),
  ];
}

/** The index is built while writers go on; making a key of it takes a moment. */
function keyByIndex(
  change: Extract<SchemaChange, { kind: 'add-constraint' }>,
  columns: readonly string[],
): readonly Statement[] {
  const { name, kind } = change.constraint;
  const quoted = quoteIdentifier(name);
  const index = quoteQualified(change.schema, name);
  const words = kind === 'primary-key' ? 'PRIMARY KEY' : 'UNIQUE';
  return [
    {
      text: `CREATE UNIQUE INDEX CONCURRENTLY ${quoted} ON ${quoteQualified(change.schema, change.table)} (${columns.map(quoteIdentifier).join(', ')})`,
      transactional: false,
      done: indexQuery(change, name, 'i.indisvalid'),
      broken: indexQuery(change, name, 'NOT i.indisvalid'),
      repair: `DROP INDEX CONCURRENTLY IF EXISTS ${index}`,
      undo: `DROP INDEX CONCURRENTLY IF EXISTS ${index}`,
      note: `Takes SHARE UPDATE EXCLUSIVE: reads and writes go on; it fails where two rows are alike. ${manual('', 'sql-createindex')}`,
    },
    {
      text: `${alter(change)} ADD CONSTRAINT ${quoted} ${words} USING INDEX ${quoted}`,
      transactional: false,
      done: constraintQuery(change, name, 'true'),
      undo: `${alter(change)} DROP CONSTRAINT IF EXISTS ${quoted}`,
      note: `Takes ACCESS EXCLUSIVE for a moment where the columns are NOT NULL already. ${manual('SQL-ALTERTABLE-DESC-ADD-TABLE-CONSTRAINT-USING-INDEX')}`,
    },
  ];
}

function dropConstraint(change: Extract<SchemaChange, { kind: 'drop-constraint' }>): Statement {
  const { name, definition } = change.constraint;
  return {
    text: `${alter(change)} DROP CONSTRAINT ${quoteIdentifier(name)}`,
    transactional: true,
    done: `SELECT NOT (${constraintQuery(change, name, 'true')})`,
    undo: `${alter(change)} ADD CONSTRAINT ${quoteIdentifier(name)} ${definition}`,
    note: `Takes ACCESS EXCLUSIVE for a moment. ${manual('SQL-ALTERTABLE-DESC-DROP-CONSTRAINT')}`,
  };
}

function validate(place: Place, name: string): Statement {
  return {
    text: `${alter(place)} VALIDATE CONSTRAINT ${quoteIdentifier(name)}`,
    transactional: false,
    done: constraintQuery(place, name, 'k.convalidated'),
    note: `Takes SHARE UPDATE EXCLUSIVE and reads the rows: reads and writes go on; it fails where a row breaks the constraint. ${manual('SQL-ALTERTABLE-DESC-VALIDATE-CONSTRAINT')}`,
  };
}

/** A CHECK that is valid spares SET NOT NULL the reading of the rows under its lock. */
function setNotNull(change: Extract<SchemaChange, { kind: 'set-not-null' }>): readonly Statement[] {
  const column = quoteIdentifier(change.column);
  const name = `${change.table.slice(0, 26)}_${change.column.slice(0, 26)}_present`;
  const check = quoteIdentifier(name);
  const done = `SELECT EXISTS (SELECT FROM pg_catalog.pg_attribute a WHERE a.attrelid = ${tableOid(change)} AND a.attname = ${quoteLiteral(change.column)} AND a.attnotnull)`;
  const dropped = `${alter(change)} DROP CONSTRAINT IF EXISTS ${check}`;
  return [
    {
      text: `${alter(change)} ADD CONSTRAINT ${check} CHECK (${column} IS NOT NULL) NOT VALID`,
      transactional: false,
      done: `SELECT (${constraintQuery(change, name, 'true')}) OR (${done})`,
      undo: dropped,
      note: `Takes ACCESS EXCLUSIVE for a moment; the rows are not read. ${manual('SQL-ALTERTABLE-NOTES')}`,
    },
    { ...validate(change, name), done: `SELECT (${constraintQuery(change, name, 'k.convalidated')}) OR (${done})` },
    {
      text: `${alter(change)} ALTER COLUMN ${column} SET NOT NULL`,
      transactional: false,
      done,
      undo: `${alter(change)} ALTER COLUMN ${column} DROP NOT NULL`,
      note: `Takes ACCESS EXCLUSIVE for a moment: the CHECK says already that no NULL is there. ${manual('SQL-ALTERTABLE-DESC-SET-DROP-NOT-NULL')}`,
    },
    { text: dropped, transactional: false },
  ];
}

function alterType(change: Extract<SchemaChange, { kind: 'alter-column-type' }>): Statement {
  const using = change.using === undefined ? '' : ` USING ${change.using}`;
  return {
    text: `${alter(change)} ALTER COLUMN ${quoteIdentifier(change.column)} TYPE ${change.type}${using}`,
    transactional: true,
    note: `Takes ACCESS EXCLUSIVE while the table and its indexes are written anew: nobody reads or writes meanwhile. ${manual('SQL-ALTERTABLE-NOTES')}`,
  };
}

function alter({ schema, table }: Place): string {
  return `ALTER TABLE ${quoteQualified(schema, table)}`;
}

/** https://www.postgresql.org/docs/18/catalog-pg-constraint.html */
function constraintQuery(place: Place, name: string, condition: string): string {
  return `SELECT EXISTS (SELECT FROM pg_catalog.pg_constraint k WHERE k.conrelid = ${tableOid(place)} AND k.conname = ${quoteLiteral(name)} AND ${condition})`;
}

function indexQuery(place: Place, name: string, condition: string): string {
  return `SELECT EXISTS (SELECT FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid WHERE i.indrelid = ${tableOid(place)} AND c.relname = ${quoteLiteral(name)} AND ${condition})`;
}

function tableOid({ schema, table }: Place): string {
  return `pg_catalog.to_regclass(${quoteLiteral(quoteQualified(schema, table))})`;
}

function manual(anchor: string, page = 'sql-altertable'): string {
  return `https://www.postgresql.org/docs/18/${page}.html${anchor === '' ? '' : `#${anchor}`}`;
}

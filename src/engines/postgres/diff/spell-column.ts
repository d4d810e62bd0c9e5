import type { Item, Parts } from '#engines/postgres/catalog/item.ts';
import { quoteIdentifier, quoteLiteral, quoteQualified } from '#engines/postgres/quote.ts';
import type { DiffStatement } from '#vocabulary/catalog-diff.ts';
import { isUsualSequence, sequenceSql } from './spell-type.ts';
import { alterTable, optionChanges, say } from './statement.ts';
import { needsUsing } from './type-change.ts';

type ColumnParts = Readonly<Parts<'column'>>;

interface ColumnPlace {
  /** The table is tied to a parent afterwards, from which it takes identities. */
  readonly isPartition: boolean;
  readonly usual?: string | undefined;
  /** Names of NOT NULL that have to be said. */
  readonly shared: ReadonlySet<string>;
}

/** As CREATE TABLE and ADD COLUMN have it. */
export function columnSql(column: ColumnParts, { isPartition, usual, shared }: ColumnPlace): string {
  const { notNullConstraint: named } = column;
  return [
    quoteIdentifier(column.name),
    column.type,
    ...(column.collation === undefined ? [] : [`COLLATE ${column.collation}`]),
    ...(column.generated === '' ? [] : [`GENERATED ALWAYS AS (${column.expression ?? ''}) ${generatedWord(column)}`]),
    ...(column.identity === '' || isPartition ? [] : [identitySql(column)]),
    ...(usual === undefined ? [] : [`DEFAULT ${usual}`]),
    ...(column.notNull && named?.validated !== false ? [notNullSql(column, shared)] : []),
  ].join(' ');
}

function generatedWord(column: ColumnParts): string {
  return column.generated === 'v' ? 'VIRTUAL' : 'STORED';
}

function notNullSql(column: ColumnParts, shared: ReadonlySet<string>): string {
  const { notNullConstraint: named } = column;
  if (named === undefined) return 'NOT NULL';
  const isUsual = named.name === usualNotNull(column, shared);
  return `${isUsual ? '' : `CONSTRAINT ${quoteIdentifier(named.name)} `}NOT NULL${named.noInherit ? ' NO INHERIT' : ''}`;
}

/** The name that the server would give; '' where it would have to shorten it or something else may have it. */
function usualNotNull(column: ColumnParts, shared: ReadonlySet<string>): string {
  const name = `${column.table}_${column.name}_not_null`;
  return Buffer.byteLength(name) > 63 || shared.has(quoteQualified(column.schema, name)) ? '' : name;
}

function identitySql({ identity, sequence, table, name }: ColumnParts): string {
  const word = `GENERATED ${identity === 'a' ? 'ALWAYS' : 'BY DEFAULT'} AS IDENTITY`;
  if (sequence === undefined) return word;
  const options = [
    ...(sequence.name === `${table}_${name}_seq`
      ? []
      : [`SEQUENCE NAME ${quoteQualified(sequence.schema, sequence.name)}`]),
    ...(isUsualSequence(sequence.options) ? [] : [sequenceSql(sequence.options, false)]),
  ];
  return options.length === 0 ? word : `${word} (${options.join(' ')})`;
}

/** What stands in no column definition: set once the column is there. `only`: what hangs below is left alone. */
export function columnSettings(
  item: Item<'column'>,
  before: ColumnParts | undefined,
  only: boolean,
): readonly DiffStatement[] {
  const { parts } = item;
  const table = quoteQualified(parts.schema, parts.table);
  const alter = (text: string) =>
    say('alter', item, `${alterTable(table, only)} ALTER COLUMN ${quoteIdentifier(parts.name)} ${text}`);
  const prefix = `${alterTable(table, only)} ALTER COLUMN ${quoteIdentifier(parts.name)}`;
  const storageNames: Readonly<Record<string, string>> = { p: 'PLAIN', e: 'EXTERNAL', m: 'MAIN', x: 'EXTENDED' };
  return [
    ...(before?.storage === parts.storage
      ? []
      : [alter(`SET STORAGE ${storageNames[parts.storage ?? parts.usualStorage] ?? 'DEFAULT'}`)]),
    ...(before?.compression === parts.compression
      ? []
      : [
          alter(
            `SET COMPRESSION ${parts.compression === undefined ? 'default' : parts.compression === 'l' ? 'lz4' : 'pglz'}`,
          ),
        ]),
    ...(before?.statistics === parts.statistics ? [] : [alter(`SET STATISTICS ${parts.statistics ?? '-1'}`)]),
    ...optionChanges(prefix, before?.options ?? [], parts.options).map((text) => say('alter', item, text)),
  ];
}

/** A NOT NULL that old rows need not keep cannot stand in a column definition (18). */
export function unvalidatedNotNull(item: Item<'column'>): readonly DiffStatement[] {
  const { parts } = item;
  if (!parts.notNull || parts.notNullConstraint?.validated !== false) return [];
  return [addNotNull(item, ' NOT VALID')];
}

function addNotNull(item: Item<'column'>, validity: string): DiffStatement {
  const { schema, table, name, notNullConstraint: named } = item.parts;
  const constraint = named === undefined ? '' : `CONSTRAINT ${quoteIdentifier(named.name)} `;
  const rest = `${named?.noInherit ? ' NO INHERIT' : ''}${validity}`;
  return say(
    'alter',
    item,
    `${alterTable(quoteQualified(schema, table))} ADD ${constraint}NOT NULL ${quoteIdentifier(name)}${rest}`,
  );
}

/** From one column to another of its name; `isCast`: its type was made anew. */
export function alterColumn(
  before: ColumnParts,
  item: Item<'column'>,
  { isCast, shared }: { readonly isCast: boolean; readonly shared: ReadonlySet<string> },
): readonly DiffStatement[] {
  const after = item.parts;
  const table = quoteQualified(after.schema, after.table);
  const name = quoteIdentifier(after.name);
  const alter = (text: string) => say('alter', item, `${alterTable(table)} ALTER COLUMN ${name} ${text}`);
  return [
    ...(before.identity !== '' && after.identity === '' ? [alter('DROP IDENTITY')] : []),
    ...generatedChange(before, after).map(alter),
    ...typeChange(before, after, isCast).map(alter),
    ...notNullChange(before, item, shared),
    ...identityChange(before, item),
  ];
}

function generatedChange(before: ColumnParts, after: ColumnParts): readonly string[] {
  if (before.generated === '' || (before.generated === after.generated && before.expression === after.expression))
    return [];
  return [after.generated === '' ? 'DROP EXPRESSION' : `SET EXPRESSION AS (${after.expression ?? ''})`];
}

function typeChange(before: ColumnParts, after: ColumnParts, isCast: boolean): readonly string[] {
  const isOther = before.type !== after.type || before.collation !== after.collation;
  if (!isOther && !isCast) return [];
  const collation = after.collation === undefined ? '' : ` COLLATE ${after.collation}`;
  const name = quoteIdentifier(after.name);
  const through = after.type.endsWith('[]') && before.type.endsWith('[]') ? 'text[]' : 'text';
  const isOwn = /\./.test(before.type) || /\./.test(after.type) || isCast;
  const isBlunt = needsUsing(before.type, after.type) || (isCast && !isOther);
  const using = isBlunt ? ` USING ${name}::${isOwn ? `${through}::` : ''}${after.type}` : '';
  return [`TYPE ${after.type}${collation}${using}`];
}

function notNullChange(
  before: ColumnParts,
  item: Item<'column'>,
  shared: ReadonlySet<string>,
): readonly DiffStatement[] {
  const after = item.parts;
  const table = quoteQualified(after.schema, after.table);
  const name = quoteIdentifier(after.name);
  const alter = (text: string) => say('alter', item, `${alterTable(table)} ${text}`);
  const [had, has] = [before.notNullConstraint, after.notNullConstraint];
  if (before.notNull && !after.notNull) return [alter(`ALTER COLUMN ${name} DROP NOT NULL`)];
  if (!before.notNull && after.notNull) {
    if (has?.validated === false) return [addNotNull(item, ' NOT VALID')];
    const isUsual = has === undefined || (has.name === usualNotNull(after, shared) && !has.noInherit);
    return isUsual ? [alter(`ALTER COLUMN ${name} SET NOT NULL`)] : [addNotNull(item, '')];
  }
  if (!before.notNull || had === undefined || has === undefined) return [];
  if (had.noInherit !== has.noInherit || (had.validated && !has.validated)) {
    return [alter(`ALTER COLUMN ${name} DROP NOT NULL`), addNotNull(item, has.validated ? '' : ' NOT VALID')];
  }
  const constraint = quoteIdentifier(has.name);
  return [
    ...(had.name === has.name ? [] : [alter(`RENAME CONSTRAINT ${quoteIdentifier(had.name)} TO ${constraint}`)]),
    ...(had.validated ? [] : has.validated ? [alter(`VALIDATE CONSTRAINT ${constraint}`)] : []),
  ];
}

/** NOT NULL of 18 may have a comment of its own. */
export function notNullComment(before: ColumnParts | undefined, item: Item<'column'>): readonly DiffStatement[] {
  const named = item.parts.notNullConstraint;
  const had = before?.notNullConstraint?.comment;
  if (named === undefined || named.comment === had) return [];
  const table = quoteQualified(item.parts.schema, item.parts.table);
  const value = named.comment === undefined ? 'NULL' : quoteLiteral(named.comment);
  return [say('alter', item, `COMMENT ON CONSTRAINT ${quoteIdentifier(named.name)} ON ${table} IS ${value}`)];
}

/** What an identity's own clause cannot say is said to its sequence. */
function identityChange(before: ColumnParts, item: Item<'column'>): readonly DiffStatement[] {
  const after = item.parts;
  const column = `${alterTable(quoteQualified(after.schema, after.table))} ALTER COLUMN ${quoteIdentifier(after.name)}`;
  if (after.identity === '') return [];
  if (before.identity === '') return [say('alter', item, `${column} ADD ${identitySql(after)}`), ...identityType(item)];
  const [had, has] = [before.sequence, after.sequence];
  const word = after.identity === 'a' ? 'ALWAYS' : 'BY DEFAULT';
  const isRenamed = had !== undefined && has !== undefined && had.schema === has.schema && had.name !== has.name;
  const isOther = JSON.stringify(had?.options) !== JSON.stringify(has?.options);
  return [
    ...(before.identity === after.identity ? [] : [`${column} SET GENERATED ${word}`]),
    ...(isRenamed
      ? [`ALTER SEQUENCE ${quoteQualified(had.schema, had.name)} RENAME TO ${quoteIdentifier(has.name)}`]
      : []),
    ...(isOther && has ? [`ALTER SEQUENCE ${quoteQualified(has.schema, has.name)} ${sequenceSql(has.options)}`] : []),
  ].map((text) => say('alter', item, text));
}

/** A new identity counts in its column's type; one that was copied with LIKE may not. */
export function identityType(item: Item<'column'>): readonly DiffStatement[] {
  const { identity, sequence, type } = item.parts;
  if (identity === '' || sequence === undefined || sequence.options.type === type) return [];
  const text = `ALTER SEQUENCE ${quoteQualified(sequence.schema, sequence.name)} ${sequenceSql(sequence.options)}`;
  return [say('alter', item, text)];
}

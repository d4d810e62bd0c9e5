import { tableOf } from '#engines/postgres/catalog/identity.ts';
import type { Item } from '#engines/postgres/catalog/item.ts';
import { quoteIdentifier, quoteQualified } from '#engines/postgres/quote.ts';
import type { DiffStatement } from '#vocabulary/catalog-diff.ts';
import { keepArrayCast } from './keep-array-cast.ts';
import { columnSql } from './spell-column.ts';
import { alterTable, optionChanges, optionSql, say } from './statement.ts';

interface TableMembers {
  readonly columns: readonly Item<'column'>[];
  readonly defaults: readonly Item<'default'>[];
  readonly constraints: readonly Item<'constraint'>[];
  readonly shared: ReadonlySet<string>;
}

/** With the columns in their order and the constraints that can stand inside. */
export function createTable(item: Item<'table'>, members: TableMembers): DiffStatement {
  const { parts } = item;
  const usual = new Map(members.defaults.map((one) => [one.parts.name, one.parts.expression]));
  const columns = members.columns
    // What comes from a parent comes by itself; a partition is tied to its own later.
    .filter((column) => parts.isPartition || column.parts.local || !column.parts.inherited)
    .toSorted((a, b) => a.parts.position - b.parts.position)
    .map(({ parts: column }) =>
      columnSql(column, { isPartition: parts.isPartition, usual: usual.get(column.name), shared: members.shared }),
    );
  const constraints = members.constraints
    .filter((one) => parts.isPartition || !one.parts.inherited)
    .map((one) => `CONSTRAINT ${quoteIdentifier(one.parts.name)} ${keepArrayCast(one.parts.definition)}`);
  const lines = [...columns, ...constraints].map((line) => `  ${line}`);
  const options = [...parts.options, ...parts.toastOptions.map((option) => `toast.${option}`)].map(optionSql);
  const parents = parts.parents.map((parent) => quoteQualified(parent.schema, parent.name));
  return say(
    'create',
    item,
    [
      `CREATE ${parts.persistence === 'u' ? 'UNLOGGED ' : ''}TABLE ${item.identity} (${lines.length === 0 ? '' : `\n${lines.join(',\n')}\n`})`,
      ...(parents.length > 0 ? [`INHERITS (${parents.join(', ')})`] : []),
      ...(parts.partitionKey === undefined ? [] : [`PARTITION BY ${parts.partitionKey}`]),
      ...(parts.accessMethod === undefined ? [] : [`USING ${quoteIdentifier(parts.accessMethod)}`]),
      ...(options.length > 0 ? [`WITH (${options.join(', ')})`] : []),
    ].join(' '),
  );
}

/** `before` absent: the table was just made. */
export function tableSettings(before: Item<'table'> | undefined, item: Item<'table'>): readonly DiffStatement[] {
  const { parts } = item;
  const had = before?.parts;
  const prefix = alterTable(item.identity);
  const texts = [
    ...(had === undefined || had.persistence === parts.persistence
      ? []
      : [`${prefix} SET ${parts.persistence === 'u' ? 'UNLOGGED' : 'LOGGED'}`]),
    ...(had === undefined
      ? []
      : [
          ...optionChanges(prefix, had.options, parts.options),
          ...optionChanges(
            prefix,
            had.toastOptions.map((option) => `toast.${option}`),
            parts.toastOptions.map((option) => `toast.${option}`),
          ),
        ]),
    ...((had?.rowSecurity ?? false) === parts.rowSecurity
      ? []
      : [`${prefix} ${parts.rowSecurity ? 'ENABLE' : 'DISABLE'} ROW LEVEL SECURITY`]),
    ...((had?.forced ?? false) === parts.forced
      ? []
      : [`${prefix} ${parts.forced ? 'FORCE' : 'NO FORCE'} ROW LEVEL SECURITY`]),
  ];
  return texts.map((text) => say('alter', item, text));
}

export function setDefault(item: Item<'default'>, only: boolean): DiffStatement {
  const { name, expression } = item.parts;
  const text = `${alterTable(tableOf(item.parts), only)} ALTER COLUMN ${quoteIdentifier(name)} SET DEFAULT ${expression}`;
  return say('alter', item, text);
}

export function dropDefault(item: Item<'default'> | Item<'column'>, only: boolean): DiffStatement {
  const text = `${alterTable(tableOf(item.parts), only)} ALTER COLUMN ${quoteIdentifier(item.parts.name)} DROP DEFAULT`;
  return say('alter', item, text);
}

export function addConstraint(item: Item<'constraint'>): readonly DiffStatement[] {
  const { name, definition } = item.parts;
  const text = `${alterTable(tableOf(item.parts))} ADD CONSTRAINT ${quoteIdentifier(name)} ${keepArrayCast(definition)}`;
  return [say('create', item, text)];
}

/** What an index of a constraint has beside what the constraint says; `before` absent: it was just made. */
export function constraintSettings(
  before: Item<'constraint'> | undefined,
  item: Item<'constraint'>,
): readonly DiffStatement[] {
  const { schema, name, indexOptions, clustered, validated } = item.parts;
  const index = quoteQualified(schema, name);
  const table = alterTable(tableOf(item.parts));
  return [
    ...optionChanges(`ALTER INDEX ${index}`, before?.parts.indexOptions ?? [], indexOptions),
    ...clusterChange(before?.parts.clustered ?? false, clustered, table, name),
    ...(before && !before.parts.validated && validated
      ? [`${table} VALIDATE CONSTRAINT ${quoteIdentifier(name)}`]
      : []),
  ].map((text) => say('alter', item, text));
}

function clusterChange(had: boolean, has: boolean, table: string, index: string): readonly string[] {
  if (had === has) return [];
  return [has ? `${table} CLUSTER ON ${quoteIdentifier(index)}` : `${table} SET WITHOUT CLUSTER`];
}

/** The server prints a partitioned table's index without its parts; here it takes in those that are there. */
export function createIndex(item: Item<'index'>): DiffStatement {
  const { definition, partitioned, valid } = item.parts;
  const text = partitioned && valid ? definition.replace(' ON ONLY ', ' ON ') : definition;
  return say('create', item, keepArrayCast(text));
}

export function indexSettings(before: Item<'index'> | undefined, item: Item<'index'>): readonly DiffStatement[] {
  const { clustered, name, statistics } = item.parts;
  const had = new Map(before?.parts.statistics.map(({ number, target }) => [number, target]));
  const has = new Map(statistics.map(({ number, target }) => [number, target]));
  const numbers = [...new Set([...had.keys(), ...has.keys()])].filter((number) => had.get(number) !== has.get(number));
  return [
    ...clusterChange(before?.parts.clustered ?? false, clustered, alterTable(tableOf(item.parts)), name),
    ...numbers.map(
      (number) => `ALTER INDEX ${item.identity} ALTER COLUMN ${number} SET STATISTICS ${has.get(number) ?? -1}`,
    ),
  ].map((text) => say('alter', item, text));
}

export function replicaIdentity(item: Item<'replica-identity'>, isGone = false): DiffStatement {
  const { mode, index } = item.parts;
  const words: Readonly<Record<string, string>> = { f: 'FULL', n: 'NOTHING', d: 'DEFAULT' };
  const wanted =
    mode === 'i' && index !== undefined ? `USING INDEX ${quoteIdentifier(index)}` : (words[mode] ?? 'DEFAULT');
  return say('alter', item, `${alterTable(item.identity)} REPLICA IDENTITY ${isGone ? 'DEFAULT' : wanted}`);
}

export function attachPartition(item: Item<'partition'>): DiffStatement {
  const parent = quoteQualified(item.parts.parent.schema, item.parts.parent.name);
  return say('alter', item, `${alterTable(parent)} ATTACH PARTITION ${item.identity} ${item.parts.bound}`);
}

export function detachPartition(item: Item<'partition'>): DiffStatement {
  const parent = quoteQualified(item.parts.parent.schema, item.parts.parent.name);
  return say('alter', item, `${alterTable(parent)} DETACH PARTITION ${item.identity}`);
}

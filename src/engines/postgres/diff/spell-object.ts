import { tableOf, targetOf } from '#engines/postgres/catalog/identity.ts';
import type { Item } from '#engines/postgres/catalog/item.ts';
import { quoteIdentifier, quoteLiteral, quoteQualified } from '#engines/postgres/quote.ts';
import type { DiffStatement } from '#vocabulary/catalog-diff.ts';
import { keepArrayCast } from './keep-array-cast.ts';
import { grantTexts } from './rights.ts';
import { sequenceSql } from './spell-type.ts';
import { alterTable, optionChanges, optionSql, say } from './statement.ts';

/** `replaces`: a view that stays under what stands on it. */
export function createView(item: Item<'view'>, replaces: boolean): DiffStatement {
  const { definition, options } = item.parts;
  const settings = options.length === 0 ? '' : ` WITH (${options.map(optionSql).join(', ')})`;
  const text = `CREATE ${replaces ? 'OR REPLACE ' : ''}VIEW ${item.identity}${settings} AS\n${queryOf(definition)}`;
  return say(replaces ? 'alter' : 'create', item, text);
}

export function createMaterializedView(item: Item<'materialized-view'>): DiffStatement {
  const { definition, options } = item.parts;
  const settings = options.length === 0 ? '' : ` WITH (${options.map(optionSql).join(', ')})`;
  return say('create', item, `CREATE MATERIALIZED VIEW ${item.identity}${settings} AS\n${queryOf(definition)}`);
}

export function alterMaterializedView(
  before: Item<'materialized-view'>,
  after: Item<'materialized-view'>,
): readonly DiffStatement[] {
  const prefix = `ALTER MATERIALIZED VIEW ${after.identity}`;
  return optionChanges(prefix, before.parts.options, after.parts.options).map((text) => say('alter', after, text));
}

function queryOf(definition: string): string {
  return keepArrayCast(definition.trim().replace(/;$/, ''));
}

export function createRoutine(
  item: Item<'function'> | Item<'procedure'> | Item<'aggregate'>,
  replaces: boolean,
): DiffStatement {
  return say(replaces ? 'alter' : 'create', item, item.parts.definition);
}

type Switched = Item<'trigger'> | Item<'rule'> | Item<'event-trigger'>;

export function createSwitched(item: Switched): DiffStatement {
  return say('create', item, keepArrayCast(item.parts.definition.replace(/;$/, '')));
}

/** O: on, D: off, R: in a replica, A: always. What is new is on. */
export function switchChange(before: Switched | undefined, after: Switched): readonly DiffStatement[] {
  if ((before?.parts.enabled ?? 'O') === after.parts.enabled) return [];
  const words: Readonly<Record<string, string>> = {
    O: 'ENABLE',
    D: 'DISABLE',
    R: 'ENABLE REPLICA',
    A: 'ENABLE ALWAYS',
  };
  const word = words[after.parts.enabled] ?? 'ENABLE';
  if (after.kind === 'event-trigger') return [say('alter', after, `ALTER EVENT TRIGGER ${after.identity} ${word}`)];
  const name = quoteIdentifier(after.parts.name);
  return [say('alter', after, `${alterTable(tableOf(after.parts))} ${word} ${after.kind.toUpperCase()} ${name}`)];
}

export function createPolicy(item: Item<'policy'>): DiffStatement {
  const { permissive, command } = item.parts;
  const head = `CREATE ${targetOf(item)} AS ${permissive ? 'PERMISSIVE' : 'RESTRICTIVE'} FOR ${command}`;
  return say('create', item, `${head} ${policyRest(item)}`);
}

export function alterPolicy(item: Item<'policy'>): DiffStatement {
  return say('alter', item, `ALTER ${targetOf(item)} ${policyRest(item)}`);
}

function policyRest({ parts }: Item<'policy'>): string {
  const roles = parts.roles.map((role) => (role === null ? 'PUBLIC' : quoteIdentifier(role)));
  return [
    `TO ${roles.join(', ')}`,
    ...(parts.using === undefined ? [] : [`USING (${keepArrayCast(parts.using)})`]),
    ...(parts.check === undefined ? [] : [`WITH CHECK (${keepArrayCast(parts.check)})`]),
  ].join(' ');
}

export function createSequence(item: Item<'sequence'>): DiffStatement {
  const unlogged = item.parts.persistence === 'u' ? 'UNLOGGED ' : '';
  return say('create', item, `CREATE ${unlogged}SEQUENCE ${item.identity} ${sequenceSql(item.parts.options)}`);
}

export function alterSequence(before: Item<'sequence'>, after: Item<'sequence'>): readonly DiffStatement[] {
  const isOther = JSON.stringify(before.parts.options) !== JSON.stringify(after.parts.options);
  const persistence = after.parts.persistence === 'u' ? 'UNLOGGED' : 'LOGGED';
  return [
    ...(before.parts.persistence === after.parts.persistence
      ? []
      : [`ALTER SEQUENCE ${after.identity} SET ${persistence}`]),
    ...(isOther ? [`ALTER SEQUENCE ${after.identity} ${sequenceSql(after.parts.options)}`] : []),
  ].map((text) => say('alter', after, text));
}

/** `isGone`: nobody's any more. */
export function ownSequence(item: Item<'sequence-owner'>, isGone = false): DiffStatement {
  const { schema, table, name } = item.parts.column;
  const owner = isGone ? 'NONE' : `${quoteQualified(schema, table)}.${quoteIdentifier(name)}`;
  return say('alter', item, `ALTER SEQUENCE ${item.identity} OWNED BY ${owner}`);
}

export function createExtension(item: Item<'extension'>): DiffStatement {
  const { schema, version } = item.parts;
  const text = `CREATE EXTENSION ${item.identity} SCHEMA ${quoteIdentifier(schema)} VERSION ${quoteLiteral(version)}`;
  return say('create', item, text);
}

export function alterExtension(before: Item<'extension'>, after: Item<'extension'>): readonly DiffStatement[] {
  const { schema, version } = after.parts;
  return [
    ...(before.parts.schema === schema
      ? []
      : [`ALTER EXTENSION ${after.identity} SET SCHEMA ${quoteIdentifier(schema)}`]),
    ...(before.parts.version === version
      ? []
      : [`ALTER EXTENSION ${after.identity} UPDATE TO ${quoteLiteral(version)}`]),
  ].map((text) => say('alter', after, text));
}

export function createStatistics(item: Item<'statistics'>): readonly DiffStatement[] {
  return [say('create', item, item.parts.definition), ...statisticsTarget(undefined, item)];
}

export function statisticsTarget(
  before: Item<'statistics'> | undefined,
  after: Item<'statistics'>,
): readonly DiffStatement[] {
  if (before?.parts.target === after.parts.target) return [];
  return [say('alter', after, `ALTER STATISTICS ${after.identity} SET STATISTICS ${after.parts.target ?? -1}`)];
}

/** `before` absent: as the server has it; `after` absent: back to that. */
export function defaultPrivileges(
  before: Item<'default-privileges'> | undefined,
  after: Item<'default-privileges'> | undefined,
): readonly DiffStatement[] {
  const item = after ?? before;
  if (item === undefined) return [];
  const { role, schema, objects, usual } = item.parts;
  const head = `ALTER DEFAULT PRIVILEGES FOR ROLE ${quoteIdentifier(role)}${schema === undefined ? '' : ` IN SCHEMA ${quoteIdentifier(schema)}`}`;
  const texts = grantTexts(before?.grants ?? usual, after?.grants ?? usual, { of: (list) => `${list} ON ${objects}` });
  return texts.map((text) => say('alter', item, `${head} ${text}`));
}

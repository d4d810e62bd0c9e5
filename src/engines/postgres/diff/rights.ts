import { targetOf } from '#engines/postgres/catalog/identity.ts';
import type { Item } from '#engines/postgres/catalog/item.ts';
import { quoteIdentifier, quoteLiteral, quoteQualified } from '#engines/postgres/quote.ts';
import type { CatalogGrant } from '#vocabulary/catalog.ts';
import type { DiffStatement } from '#vocabulary/catalog-diff.ts';
import { isOf, itemsOfKind, relationOf, type Side } from './sides.ts';
import { say } from './statement.ts';

/** Comment and rights of a thing, from what it has (`before`; absent: it was just made) to what it is to have. */
export function rights(before: Item | undefined, after: Item, sides: { readonly from: Side; readonly to: Side }) {
  return [...commentChange(before, after), ...grantChanges(before, after, sides)];
}

function commentSql(target: string, comment: string | undefined): string {
  return `COMMENT ON ${target} IS ${comment === undefined ? 'NULL' : quoteLiteral(comment)}`;
}

function commentChange(before: Item | undefined, after: Item): readonly DiffStatement[] {
  if (before?.comment === after.comment) return [];
  return [say('alter', after, commentSql(targetOf(after), after.comment))];
}

function grantChanges(
  before: Item | undefined,
  after: Item,
  { from, to }: { readonly from: Side; readonly to: Side },
): readonly DiffStatement[] {
  const had = before?.grants ?? [...usualGrants(after, [from, to]), ...givenByDefault(after, [from, to])];
  const target = grantTarget(after);
  if (target === undefined) return [];
  const changes = grantTexts(had, after.grants, target);
  const taken = had.filter((grant) => !after.grants.some((other) => isRight(other, grant)));
  return [...changes.map((text) => say('alter', after, text)), ...columnGrantsAgain(after, taken, to)];
}

/** GRANT and REVOKE from one set of rights to another. `on`: what stands before and behind the list of rights. */
export function grantTexts(
  had: readonly CatalogGrant[],
  wanted: readonly CatalogGrant[],
  on: { readonly of: (rights: string) => string },
): readonly string[] {
  const revoke = had.filter((grant) => !wanted.some((other) => isRight(other, grant)));
  const lessen = had.filter(
    (grant) => grant.grantable && wanted.some((other) => isRight(other, grant) && !other.grantable),
  );
  const give = wanted.filter(
    (grant) => !had.some((other) => isRight(other, grant) && (other.grantable || !grant.grantable)),
  );
  return [
    ...grouped(revoke).map(([who, list]) => `REVOKE ${on.of(list)} FROM ${who}`),
    ...grouped(lessen).map(([who, list]) => `REVOKE GRANT OPTION FOR ${on.of(list)} FROM ${who}`),
    ...grouped(give.filter(({ grantable }) => !grantable)).map(([who, list]) => `GRANT ${on.of(list)} TO ${who}`),
    ...grouped(give.filter(({ grantable }) => grantable)).map(
      ([who, list]) => `GRANT ${on.of(list)} TO ${who} WITH GRANT OPTION`,
    ),
  ];
}

function isRight(a: CatalogGrant, b: CatalogGrant): boolean {
  return a.grantee === b.grantee && a.privilege === b.privilege;
}

/** Who, and the rights in one list. */
function grouped(grants: readonly CatalogGrant[]): readonly (readonly [string, string])[] {
  const lists = new Map<string, string[]>();
  for (const { grantee, privilege } of grants) {
    const who = grantee === undefined ? 'PUBLIC' : quoteIdentifier(grantee);
    lists.set(who, [...(lists.get(who) ?? []), privilege]);
  }
  return [...lists].map(([who, list]) => [who, list.join(', ')] as const);
}

function grantTarget(item: Item): { readonly of: (rights: string) => string } | undefined {
  const on = (target: string) => ({ of: (list: string) => `${list} ON ${target}` });
  switch (item.kind) {
    case 'table':
    case 'view':
    case 'materialized-view':
      return on(`TABLE ${item.identity}`);
    case 'sequence':
    case 'identity-sequence':
    case 'schema':
    case 'procedure':
    case 'function':
      return on(targetOf(item));
    case 'aggregate':
      return on(`FUNCTION ${item.identity}`);
    case 'enum':
    case 'composite':
    case 'range':
    case 'domain':
      return on(`TYPE ${item.identity}`);
    case 'column': {
      const name = quoteIdentifier(item.parts.name);
      const table = quoteQualified(item.parts.schema, item.parts.table);
      const each = (list: string) => list.split(', ').map((right) => `${right} (${name})`);
      return { of: (list) => `${each(list).join(', ')} ON TABLE ${table}` };
    }
    default:
      return undefined;
  }
}

/** What the server lets everybody do with what is new. https://www.postgresql.org/docs/18/ddl-priv.html */
function usualGrants(item: Item, sides: readonly Side[]): readonly CatalogGrant[] {
  const word = objectWords[item.kind];
  const isReplaced = sides.some((side) =>
    itemsOfKind(side, 'default-privileges').some(({ parts }) => parts.schema === undefined && parts.objects === word),
  );
  if (isReplaced) return [];
  if (word === 'FUNCTIONS') return [{ privilege: 'EXECUTE', grantable: false }];
  return word === 'TYPES' ? [{ privilege: 'USAGE', grantable: false }] : [];
}

const objectWords: Partial<Record<Item['kind'], string>> = {
  table: 'TABLES',
  view: 'TABLES',
  'materialized-view': 'TABLES',
  sequence: 'SEQUENCES',
  'identity-sequence': 'SEQUENCES',
  function: 'FUNCTIONS',
  procedure: 'FUNCTIONS',
  aggregate: 'FUNCTIONS',
  enum: 'TYPES',
  composite: 'TYPES',
  range: 'TYPES',
  domain: 'TYPES',
  schema: 'SCHEMAS',
};

/**
 * What it may have been given when it was made, as nobody knows who makes it under which default privileges: taken away
 * where it is not wanted.
 */
function givenByDefault(item: Item, sides: readonly Side[]): readonly CatalogGrant[] {
  const word = objectWords[item.kind];
  const schema = 'schema' in item.parts ? item.parts.schema : undefined;
  if (word === undefined) return [];
  const given = sides
    .flatMap((side) => itemsOfKind(side, 'default-privileges'))
    .filter(({ parts }) => parts.objects === word && (parts.schema === undefined || parts.schema === schema))
    .flatMap(({ grants, parts }) => [...grants, ...parts.usual]);
  return given
    .filter((grant) => !item.grants.some((other) => isRight(other, grant)))
    .filter((grant, at) => given.findIndex((other) => isRight(other, grant)) === at);
}

/** REVOKE on a table takes the right from its columns too. */
function columnGrantsAgain(table: Item, taken: readonly CatalogGrant[], to: Side): readonly DiffStatement[] {
  if (!['table', 'view', 'materialized-view'].includes(table.kind) || taken.length === 0) return [];
  return itemsOfKind(to, 'column')
    .filter((column) => relationOf(column) === table.identity && isOf(column, 'column'))
    .flatMap((column) => {
      const again = column.grants.filter((grant) => taken.some((other) => isRight(other, grant)));
      const target = grantTarget(column);
      return target === undefined ? [] : grantTexts([], again, target).map((text) => say('alter', column, text));
    });
}

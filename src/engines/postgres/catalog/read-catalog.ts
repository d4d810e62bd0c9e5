import type { Row } from '#contracts/session.ts';
import { Catalog, type CatalogItem } from '#vocabulary/catalog.ts';
import { columnQuery } from './columns.ts';
import { constraintQuery } from './constraints.ts';
import { defaultPrivilegeQuery } from './default-privileges.ts';
import { aliasQuery, dependencyQuery, memberQuery } from './dependencies.ts';
import { indexQuery, statisticsQuery } from './indexes.ts';
import { type FoundItem, itemsOf } from './items-of.ts';
import { needsOf } from './needs-of.ts';
import { routineQuery } from './routines.ts';
import { extensionQuery, schemaQuery } from './schemas.ts';
import { sequenceQuery } from './sequences.ts';
import { tableQuery } from './tables.ts';
import { eventTriggerQuery, policyQuery, triggerQuery } from './triggers.ts';
import { collationQuery, compositeQuery, domainConstraintQuery, domainQuery, enumQuery, rangeQuery } from './types.ts';
import { unreadOf, unreadQuery } from './unread.ts';
import { ruleQuery, viewQuery } from './views.ts';

const itemQueries = [
  schemaQuery,
  extensionQuery,
  collationQuery,
  enumQuery,
  compositeQuery,
  rangeQuery,
  domainQuery,
  domainConstraintQuery,
  sequenceQuery,
  tableQuery,
  columnQuery,
  constraintQuery,
  indexQuery,
  statisticsQuery,
  viewQuery,
  ruleQuery,
  routineQuery,
  triggerQuery,
  eventTriggerQuery,
  policyQuery,
  defaultPrivilegeQuery,
];

/**
 * Everything that a database's catalog holds of the user's own, with what needs what. `query` reads within one
 * snapshot, with the search path `pg_catalog` alone, so that every other name is printed with its schema. Things of
 * extensions are left out, the extensions are not.
 */
export async function readCatalog(
  query: (sql: string, values?: unknown[]) => Promise<readonly Row[]>,
  major: number,
): Promise<Catalog> {
  const found: FoundItem[] = [];
  for (const sql of itemQueries) found.push(...itemsOf(await query(sql)));
  const needs = needsOf(found, {
    dependencies: await query(dependencyQuery),
    members: await query(memberQuery),
    aliases: await query(aliasQuery),
  });
  const objects = found
    .map(({ at: _at, ...item }): CatalogItem => ({ ...item, dependsOn: [...(needs.get(keyed(item)) ?? [])].sort() }))
    .sort((a, b) => (keyed(a) < keyed(b) ? -1 : 1));
  const unread = unreadOf(await query(unreadQuery));
  return Catalog.parse({ engine: 'postgres', major, objects, unread });
}

function keyed(item: Pick<CatalogItem, 'kind' | 'identity'>): string {
  return `${item.kind} ${item.identity}`;
}

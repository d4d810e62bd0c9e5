import type { Row } from '#contracts/session.ts';
import { list } from '#engines/postgres/inspect/rows.ts';
import { CatalogGrant, type CatalogItem } from '#vocabulary/catalog.ts';
import { GrantRow } from '#vocabulary/postgres-parts.ts';
import { identityOf } from './identity.ts';
import { isKind, type Kind, parseParts } from './item.ts';

/** An item whose needs are not known yet. */
export interface FoundItem extends Omit<CatalogItem, 'dependsOn'> {
  /** Its address in pg_depend. */
  readonly at?: string;
}

/** A row holds one thing or a list of them; some give several items: a column its default, a table its tie to a parent. */
export function itemsOf(rows: readonly Row[]): readonly FoundItem[] {
  return rows.flatMap((row) => (Array.isArray(row['item']) ? row['item'] : [row['item']])).flatMap(splitItem);
}

function splitItem(value: unknown): readonly FoundItem[] {
  const [row] = list([value]);
  if (row === undefined) return [];
  switch (row['kind']) {
    case 'table':
      return tableItems(row);
    case 'column':
      return columnItems(row);
    case 'sequence':
      return sequenceItems(row);
    default:
      return [found(String(row['kind']), row)];
  }
}

function tableItems(row: Row): readonly FoundItem[] {
  const parents = list(row['parents']);
  const bare = { schema: row['schema'], name: row['name'] };
  const isPartition = typeof row['bound'] === 'string';
  const isIdentified = row['replicaIdentity'] !== 'd';
  return [
    found('table', { ...row, isPartition, parents: isPartition ? [] : parents }),
    ...(isPartition ? [found('partition', { ...bare, parent: parents[0], bound: row['bound'] })] : []),
    ...(isIdentified
      ? [found('replica-identity', { ...bare, mode: row['replicaIdentity'], index: row['replicaIndex'] })]
      : []),
  ];
}

function columnItems(row: Row): readonly FoundItem[] {
  const isOfView = row['relation'] === 'v' || row['relation'] === 'm';
  const isDefault = row['generated'] === '' && typeof row['expression'] === 'string';
  const column = found('column', isDefault ? { ...row, expression: null } : row);
  const [sequence] = list([row['sequence']]);
  const isBare = column.comment === undefined && column.grants.length === 0;
  return [
    // A view's columns come with the view; what else they have stands here.
    ...(isOfView && isBare ? [] : [column]),
    ...(sequence === undefined ? [] : [found('identity-sequence', { ...row, ...ofSequence(sequence), at: null })]),
    ...(isDefault ? [found('default', { ...row, at: row['expressionAt'], comment: null, grants: null })] : []),
  ];
}

function ofSequence(sequence: Row): Row {
  return { sequence, comment: sequence['comment'], grants: sequence['grants'] };
}

function sequenceItems(row: Row): readonly FoundItem[] {
  const [owner] = list([row['owner']]);
  if (owner === undefined) return [found('sequence', row)];
  const column = { schema: owner['schema'], table: owner['table'], name: owner['column'] };
  return [found('sequence', row), found('sequence-owner', { schema: row['schema'], name: row['name'], column })];
}

function found(kind: string, row: Row): FoundItem {
  if (!isKind(kind)) throw new TypeError(`No such kind of item: ${kind}`);
  const grants = list(row['grants']).map((grant) => GrantRow.parse(grant));
  return {
    kind,
    identity: identityOf(kind, row),
    parts: { ...parseParts<Kind>(kind, row) },
    ...(typeof row['comment'] === 'string' ? { comment: row['comment'] } : {}),
    grants: sorted(grants),
    ...(typeof row['at'] === 'string' ? { at: row['at'] } : {}),
  };
}

/** One right may come from several people: what counts is that it is there. */
function sorted(grants: readonly CatalogGrant[]): CatalogGrant[] {
  const byRight = new Map<string, CatalogGrant>();
  for (const grant of grants) {
    const right = `${grant.grantee ?? ''} ${grant.privilege}`;
    if (grant.grantable || !byRight.has(right)) byRight.set(right, grant);
  }
  return [...byRight.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, grant]) => CatalogGrant.parse(grant));
}

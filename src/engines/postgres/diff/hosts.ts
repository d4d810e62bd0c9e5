import type { Item } from '#engines/postgres/catalog/item.ts';
import { quoteIdentifier, quoteQualified } from '#engines/postgres/quote.ts';
import { aboveOf, type Families } from './family.ts';
import { isExpectedName } from './part-name.ts';
import { isOf, itemOf, itemsOfKind, relationOf, type Sides } from './sides.ts';

/**
 * The step that does another step's work too: DROP TABLE drops the indexes, CREATE TABLE makes the columns, a parent
 * hands a new column down. `loose` steps stand on their own, where they would wait in a circle otherwise.
 */
export function hostsOf(
  sides: Sides,
  families: Families,
  has: (step: string) => boolean,
  loose: ReadonlySet<string>,
): ReadonlyMap<string, string> {
  const hosts = new Map<string, string>();
  const consider = (step: string, candidates: readonly string[]) => {
    const host = candidates.find((candidate) => candidate !== step && has(candidate));
    if (has(step) && host !== undefined && !loose.has(step)) hosts.set(step, host);
  };
  for (const [key, item] of sides.from) consider(`drop ${key}`, dropHosts(item, sides, families, has));
  for (const [key, item] of sides.to) {
    consider(`create ${key}`, createHosts(item, sides, families));
    if (isOf(item, 'column')) {
      const above = aboveOf(item, families.lasting(relationOf(item) ?? ''));
      consider(
        `alter ${key}`,
        above.map((parent) => `alter ${parent}`),
      );
    }
  }
  return hosts;
}

/** Steps that may be done on their own as well as with their host: a circle is broken at them. */
export function mayStandAlone(step: string, { from, to }: Sides): boolean {
  const key = step.replace(/^\w+ /, '');
  const item = step.startsWith('drop ') ? from.get(key) : to.get(key);
  if (item === undefined) return false;
  if (item.kind === 'default') return true;
  if (item.kind !== 'constraint' || item.parts.inherited) return false;
  return item.parts.parent === undefined;
}

function dropHosts(item: Item, sides: Sides, families: Families, has: (step: string) => boolean): readonly string[] {
  const table = relationOf(item);
  const above = table === undefined ? [] : aboveOf(item, families.lasting(table));
  const whole = ['table', 'view', 'materialized-view'].map((kind) => `drop ${kind} ${table}`);
  switch (item.kind) {
    case 'column':
      return [...whole, ...(item.parts.local ? [] : above.map((parent) => `drop ${parent}`))];
    case 'default':
      return [`drop column ${item.identity}`, ...whole];
    case 'constraint':
    case 'index':
      return [...whole, ...above.map((parent) => `drop ${parent}`)];
    case 'trigger':
    case 'rule':
    case 'policy':
    case 'statistics':
    case 'replica-identity':
    case 'partition':
      return whole;
    case 'sequence': {
      const owner = itemOf(sides.from, 'sequence-owner', item.identity);
      return owner === undefined ? [] : [`drop ${ownerKey(owner)}`];
    }
    case 'sequence-owner':
      return [`drop sequence ${item.identity}`].filter(has);
    case 'domain-constraint':
      return [`drop domain ${quoteQualified(item.parts.schema, item.parts.domain)}`];
    default:
      return [];
  }
}

function createHosts(item: Item, sides: Sides, families: Families): readonly string[] {
  const table = relationOf(item) ?? '';
  const lasting = families.lasting(table);
  const above = aboveOf(item, lasting);
  switch (item.kind) {
    case 'column':
      return [`create table ${table}`, ...above.map((parent) => `create ${parent}`)];
    case 'default':
      return [`create column ${item.identity}`];
    case 'constraint': {
      const isInline = (item.parts.validated || item.parts.inherited) && !isMerged(item, sides.to);
      // The server takes in no exclusion that is there already: it makes its own.
      if (item.parts.type === 'x' && item.parts.parent) {
        return [...above.map((parent) => `create ${parent}`), `create partition ${table}`];
      }
      const isHandedDown = above.length > 0 && (item.parts.parent === undefined || isExpectedName(item, sides.to));
      return [
        ...(isInline ? [`create table ${table}`] : []),
        ...(isHandedDown ? above.map((parent) => `create ${parent}`) : []),
      ];
    }
    case 'index':
      return above.length > 0 && isExpectedName(item, sides.to) ? above.map((parent) => `create ${parent}`) : [];
    case 'domain-constraint':
      return item.parts.validated ? [`create domain ${quoteQualified(item.parts.schema, item.parts.domain)}`] : [];
    default:
      return [];
  }
}

function ownerKey(owner: Item<'sequence-owner'>): string {
  const { schema, table, name } = owner.parts.column;
  return `column ${quoteQualified(schema, table)}.${quoteIdentifier(name)}`;
}

/** Of two keys of the same columns CREATE TABLE would make one. */
function isMerged(item: Item<'constraint'>, side: Sides['to']): boolean {
  const { schema, table, type, columns, name } = item.parts;
  if (type !== 'u') return false;
  return itemsOfKind(side, 'constraint').some(
    ({ parts: other }) =>
      other.schema === schema &&
      other.table === table &&
      other.columns.join() === columns.join() &&
      (other.type === 'p' || (other.type === 'u' && other.name < name)),
  );
}

/** The host of hosts. */
export function rootOf(step: string, hosts: ReadonlyMap<string, string>): string {
  let root = step;
  for (let host = hosts.get(root); host !== undefined; host = hosts.get(root)) root = host;
  return root;
}

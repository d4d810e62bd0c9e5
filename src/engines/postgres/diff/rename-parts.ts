import { type Item, keyOf } from '#engines/postgres/catalog/item.ts';
import { quoteIdentifier, quoteQualified } from '#engines/postgres/quote.ts';
import type { Renamed } from './apply-renames.ts';
import { familyOf } from './family.ts';
import { renamedSide } from './renamed-side.ts';
import { isSame } from './same.ts';
import { isOf, itemsOfKind, relationOf, type Side } from './sides.ts';
import { say } from './statement.ts';

/**
 * Indexes and constraints that are the same but for their name get the new one: nothing is built again, and there is
 * nothing that could be lost, so nobody is asked.
 */
export function renameParts(from: Side, to: Side): Renamed {
  const pairs = new Map<Item, Item>();
  const family = familyOf(from);
  for (const kind of ['constraint', 'index'] as const) {
    const fresh = new Map<string, Item[]>();
    for (const item of itemsOfKind(to, kind)) {
      if (from.has(keyOf(item))) continue;
      const mark = markOf(item);
      fresh.set(mark, [...(fresh.get(mark) ?? []), item]);
    }
    for (const item of itemsOfKind(from, kind)) {
      if (to.has(keyOf(item)) || !to.has(`table ${relationOf(item)}`)) continue;
      // A constraint is renamed with all that inherit it, or not at all.
      const table = relationOf(item) ?? '';
      if (kind === 'constraint' && (family.children(table).length > 0 || family.parents(table).length > 0)) continue;
      const found = fresh.get(markOf(item))?.shift();
      if (found && isFree(found, from)) pairs.set(item, found);
    }
  }
  const byKey = new Map([...pairs].map(([before, after]) => [keyOf(before), after]));
  const side = pairs.size === 0 ? from : renamedSide(from, (item) => renamed(item, byKey.get(keyOf(item))));
  return { side, statements: [...pairs].map(([before, after]) => statement(before, after)) };
}

/** Nothing has the new name yet. */
function isFree(item: Item, from: Side): boolean {
  return ['table', 'view', 'materialized-view', 'index', 'sequence'].every(
    (kind) => !from.has(`${kind} ${indexName(item)}`),
  );
}

function indexName(item: Item): string {
  return 'schema' in item.parts && 'name' in item.parts ? quoteQualified(item.parts.schema ?? '', item.parts.name) : '';
}

/** Everything but the name. */
function markOf(item: Item): string {
  return JSON.stringify([relationOf(item), withName(item, '').parts, item.comment]);
}

function renamed(item: Item, after: Item | undefined): Item {
  if (after === undefined || !('name' in after.parts)) return item;
  const changed = withName(item, after.parts.name);
  return isSame(changed, after) ? { ...after, dependsOn: item.dependsOn } : changed;
}

function withName(item: Item, name: string): Item {
  if (isOf(item, 'constraint')) return { ...item, parts: { ...item.parts, name } };
  if (!isOf(item, 'index')) return item;
  const definition = item.parts.definition.replace(
    ` INDEX ${quoteIdentifier(item.parts.name)} ON `,
    ` INDEX ${quoteIdentifier(name)} ON `,
  );
  return { ...item, parts: { ...item.parts, name, definition } };
}

function statement(before: Item, after: Item) {
  const name = 'name' in after.parts ? quoteIdentifier(after.parts.name) : '';
  if (isOf(before, 'constraint')) {
    const text = `ALTER TABLE ${relationOf(before)} RENAME CONSTRAINT ${quoteIdentifier(before.parts.name)} TO ${name}`;
    return say('rename', before, text);
  }
  return say('rename', before, `ALTER INDEX ${before.identity} RENAME TO ${name}`);
}

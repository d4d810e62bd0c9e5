import { identityOf } from '#engines/postgres/catalog/identity.ts';
import { type Item, keyOf } from '#engines/postgres/catalog/item.ts';
import { makeSide, type Side } from './sides.ts';

/** Changes the parts of items; what calls them by their names goes along. */
export function renamedSide(side: Side, change: (item: Item) => Item): Side {
  const keys = new Map<string, string>();
  const items: Item[] = [];
  for (const [key, item] of side) {
    const changed = change(item);
    const identity = identityAnew(item, changed);
    items.push(identity === item.identity && changed === item ? item : { ...changed, identity });
    keys.set(key, keyOf({ kind: item.kind, identity }));
  }
  return makeSide(
    items.map((item) => {
      const dependsOn = item.dependsOn.map((need) => keys.get(need) ?? need).sort();
      return { ...item, dependsOn };
    }),
  );
}

/** A function's types stand in its identity alone. */
function identityAnew(before: Item, after: Item): string {
  if (before === after) return before.identity;
  const types = /\((.*)\)$/s.exec(after.identity)?.[1] ?? '';
  return identityOf(after.kind, { ...after.parts, types });
}

/** Every text within a value through `work`; `skip` names keys that are left as they are. */
export function mapTexts<T>(value: T, work: (text: string, key: string) => string): T {
  return JSON.parse(JSON.stringify(value), (key, inner: unknown) =>
    typeof inner === 'string' ? work(inner, key) : inner,
  );
}

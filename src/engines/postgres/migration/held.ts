import { strengthOf } from '#engines/postgres/twin/rehearse/lock-modes.ts';
import type { RelationName } from '#vocabulary/migration-action.ts';
import type { StatementEffects } from '#vocabulary/rehearsal.ts';
import { keyOf } from './catalog.ts';

/** The strongest lock that a transaction holds on each relation: "app.orders" -> "ShareLock". */
export type Held = ReadonlyMap<string, string>;

/** With those that one more statement took. They stay with a table that it renamed. */
export function heldAfter(
  held: Held,
  locks: StatementEffects['locks'],
  renamed: readonly { readonly table: RelationName; readonly to: RelationName }[],
): Held {
  if (locks.length === 0) return held;
  const all = new Map(held);
  for (const { relation, mode } of locks) {
    if (strengthOf(mode) > strengthOf(all.get(relation) ?? '')) all.set(relation, mode);
  }
  for (const { table, to } of renamed) {
    const mode = all.get(keyOf(table));
    if (mode !== undefined) all.set(keyOf(to), mode);
  }
  return all;
}

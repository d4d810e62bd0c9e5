import { blocksOf, strengthOf } from '#engines/postgres/twin/rehearse/lock-modes.ts';
import type { RelationName } from '#vocabulary/migration-action.ts';
import type { StatementEffects } from '#vocabulary/rehearsal.ts';
import { keyOf } from './catalog.ts';

/** Gathers what a statement does to relations that others see. */
export interface EffectList {
  readonly lock: (relation: RelationName, mode: string) => void;
  readonly rewrite: (table: RelationName) => void;
  readonly scan: (table: RelationName) => void;
  /** An index on a table: "app.orders_pkey". */
  readonly build: (index: RelationName, table: RelationName) => void;
  readonly unknown: (sentence: string) => void;
}

interface GatheredEffects extends EffectList {
  /** Without the locks that `held` has, by relation, in the same strength or a greater one. */
  readonly effects: (held: ReadonlyMap<string, string>) => StatementEffects;
}

/**
 * `isFresh` says of a relation ("app.orders") that nobody else can see it yet: nothing is told of it. `isView`: of one that
 * is materialized, to which nobody writes.
 */
export function gatherEffects(
  isFresh: (relation: string) => boolean,
  isView: (relation: string) => boolean,
): GatheredEffects {
  const locks = new Map<string, string>();
  const [rewrites, scans, built, unknown] = [
    new Set<string>(),
    new Set<string>(),
    new Set<string>(),
    new Set<string>(),
  ];
  const note = (list: Set<string>, name: string, owner = name) => {
    if (!isFresh(owner)) list.add(name);
  };
  return {
    lock: (relation, mode) => {
      const name = keyOf(relation);
      if (isFresh(name) || relation.schema === 'pg_catalog') return;
      if (strengthOf(mode) > strengthOf(locks.get(name) ?? '')) locks.set(name, mode);
    },
    rewrite: (table) => note(rewrites, keyOf(table)),
    scan: (table) => note(scans, keyOf(table)),
    build: (index, table) => note(built, keyOf(index), keyOf(table)),
    unknown: (sentence) => void unknown.add(sentence),
    effects: (held) => ({
      locks: [...locks]
        .filter(([name, mode]) => strengthOf(mode) > strengthOf(held.get(name) ?? ''))
        .sort(([a, one], [b, other]) => strengthOf(other) - strengthOf(one) || (a < b ? -1 : 1))
        .map(([relation, mode]) => ({ relation, mode, blocks: blocksOf(mode, isView(relation) ? 'm' : 'r') })),
      rewrites: [...rewrites].sort(),
      scans: [...scans].sort(),
      built: [...built].sort(),
      unknown: [...unknown],
    }),
  };
}

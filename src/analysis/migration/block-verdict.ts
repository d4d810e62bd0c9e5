import type { StatementEffects } from '#vocabulary/rehearsal.ts';

/**
 * What a statement means for those who use the database meanwhile.
 * - `blocks`: it holds a lock that keeps readers or writers out while it does work that grows with the table.
 * - `queues`: its lock keeps them out for a moment; where it has to wait for the lock itself, all others wait behind it.
 * - `free`: nobody waits.
 */
export interface BlockVerdict {
  readonly kind: 'blocks' | 'queues' | 'free';
  /** Relations that others cannot read or write meanwhile, with what they cannot do. */
  readonly relations: readonly { readonly name: string; readonly mode: string; readonly blocks: Blocked }[];
  /** Tables that are written anew or read from end to end, and indexes that are built, while the locks are held. */
  readonly work: readonly { readonly name: string; readonly what: 'rewritten' | 'read' | 'built' }[];
}

type Blocked = 'reads and writes' | 'writes';

/** The verdict on one statement. `held`: locks that its transaction has taken before and still holds. */
export function blockVerdict(effects: StatementEffects, held: StatementEffects['locks'] = []): BlockVerdict {
  const relations = strongest([...effects.locks, ...held]);
  const work = [
    ...effects.rewrites.map((name) => ({ name, what: 'rewritten' as const })),
    ...effects.scans
      .filter((name) => !effects.rewrites.includes(name))
      .map((name) => ({ name, what: 'read' as const })),
    ...effects.built.map((name) => ({ name, what: 'built' as const })),
  ];
  if (relations.length === 0) return { kind: 'free', relations, work };
  return { kind: work.length > 0 ? 'blocks' : 'queues', relations, work };
}

function strongest(locks: StatementEffects['locks']): BlockVerdict['relations'] {
  const byName = new Map<string, BlockVerdict['relations'][number]>();
  for (const { relation: name, mode, blocks } of locks) {
    if (blocks !== 'reads and writes' && blocks !== 'writes') continue;
    if (byName.get(name)?.blocks !== 'reads and writes') byName.set(name, { name, mode, blocks });
  }
  return [...byName.values()];
}

import type { ObservedLock } from '#vocabulary/rehearsal.ts';

/**
 * From the weakest to the strongest, with what other sessions cannot do while one is held.
 * https://www.postgresql.org/docs/18/explicit-locking.html#LOCKING-TABLES
 */
const modes: readonly (readonly [mode: string, blocks: ObservedLock['blocks']])[] = [
  ['AccessShareLock', 'nothing'],
  ['RowShareLock', 'nothing'],
  ['RowExclusiveLock', 'nothing'],
  ['ShareUpdateExclusiveLock', 'other changes of the schema'],
  ['ShareLock', 'writes'],
  ['ShareRowExclusiveLock', 'writes'],
  ['ExclusiveLock', 'writes'],
  ['AccessExclusiveLock', 'reads and writes'],
];

/** 0 is the weakest; -1: no lock. */
export function strengthOf(mode: string): number {
  return modes.findIndex(([name]) => name === mode);
}

/** `kind`: of the relation, as pg_class has it. Nobody writes to a materialized view (m) but who refreshes it. */
export function blocksOf(mode: string, kind = 'r'): ObservedLock['blocks'] {
  const blocks = modes[strengthOf(mode)]?.[1] ?? 'nothing';
  return kind === 'm' && blocks === 'writes' ? 'other changes of the schema' : blocks;
}

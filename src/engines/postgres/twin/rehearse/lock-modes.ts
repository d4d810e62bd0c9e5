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

/** 0 is the weakest. */
export function strengthOf(mode: string): number {
  return modes.findIndex(([name]) => name === mode);
}

export function blocksOf(mode: string): ObservedLock['blocks'] {
  return modes[strengthOf(mode)]?.[1] ?? 'nothing';
}

import type { MigrationStep } from '#vocabulary/migration.ts';
import type { StatementEffects } from '#vocabulary/rehearsal.ts';

/**
 * What a step does to relations that others use, and whether that was seen: what was observed wins over what was
 * foreseen. What its own file made is left out, also where each of its statements is committed by itself.
 */
export function effectsOf(step: MigrationStep): { readonly effects: StatementEffects; readonly seen: boolean } {
  const { foreseen, observed } = step;
  // What an error cut short shows less than the statement does where it passes.
  if (observed === undefined || observed.error !== undefined) return { effects: foreseen, seen: false };
  const own = ownOf(step);
  const isOthers = (name: string) => !own.has(name);
  // What a server cannot show is taken as the manual has it.
  const { locks, scans } = {
    locks: observed.unseen?.includes('locks') ? foreseen.locks : observed.locks,
    scans: observed.unseen?.includes('scans') ? foreseen.scans : observed.scans,
  };
  return {
    effects: {
      ...observed,
      locks: locks.filter(({ relation }) => isOthers(relation)),
      rewrites: observed.rewrites.filter(isOthers),
      scans: scans.filter(isOthers),
      built: observed.built.filter(isOthers),
    },
    seen: true,
  };
}

/** Tables that the file made, and their indexes. */
function ownOf({ fresh, before }: MigrationStep): ReadonlySet<string> {
  const own = new Set(fresh);
  if (own.size === 0) return own;
  for (const { schema, name, indexes } of before.tables) {
    if (own.has(`${schema}.${name}`)) for (const index of indexes) own.add(`${index.schema}.${index.name}`);
  }
  return own;
}

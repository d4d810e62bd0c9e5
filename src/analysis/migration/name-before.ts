import type { RelationName } from '#vocabulary/migration-action.ts';
import { actionsIn, type PlacedAction } from './placed-actions.ts';
import { isSame } from './standing.ts';

/** The name that others know a relation by: the one that it had before its transaction renamed it. */
export function nameBefore(relation: RelationName, { step, at, file }: Omit<PlacedAction, 'action'>): RelationName {
  const earlier = file.steps.slice(0, at).filter(({ transaction }) => transaction === step.transaction);
  return actionsIn(earlier, 'rename-table').reduceRight(
    (name, { table, to }) => (isSame(to, name) ? table : name),
    relation,
  );
}

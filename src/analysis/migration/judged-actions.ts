import type { Migration } from '#vocabulary/migration.ts';
import type { MigrationAction } from '#vocabulary/migration-action.ts';
import { type JudgedStep, migrationSteps } from './migration-steps.ts';
import { type ActionOf, actionsIn } from './placed-actions.ts';

/** A clause with what its statement means for others. */
export interface JudgedAction<K extends MigrationAction['kind'] = MigrationAction['kind']> {
  readonly action: ActionOf<K>;
  readonly judged: JudgedStep;
}

/** The clauses of these kinds, of all files, in order. */
export function* judgedActions<const K extends MigrationAction['kind']>(
  migration: Migration,
  ...kinds: readonly K[]
): Generator<JudgedAction<K>> {
  for (const judged of migrationSteps(migration)) {
    for (const action of actionsIn([judged.step], ...kinds)) yield { action, judged };
  }
}

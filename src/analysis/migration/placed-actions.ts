import type { Migration, MigrationFile, MigrationStep } from '#vocabulary/migration.ts';
import type { MigrationAction } from '#vocabulary/migration-action.ts';

export type ActionOf<K extends MigrationAction['kind']> = Extract<MigrationAction, { readonly kind: K }>;

/** A clause with the statement and the file that it stands in. */
export interface PlacedAction<K extends MigrationAction['kind'] = MigrationAction['kind']> {
  readonly action: ActionOf<K>;
  readonly step: MigrationStep;
  /** Where the statement stands among those of its file, from 0. */
  readonly at: number;
  readonly file: MigrationFile;
}

/** The clauses of these kinds, of all files, in order. */
export function* placedActions<const K extends MigrationAction['kind']>(
  { files }: Migration,
  ...kinds: readonly K[]
): Generator<PlacedAction<K>> {
  for (const file of files) {
    for (const [at, step] of file.steps.entries()) {
      for (const action of step.actions) if (isOne(action, kinds)) yield { action, step, at, file };
    }
  }
}

/** The clauses of one kind in some statements: those before one, those of its transaction. */
export function actionsIn<const K extends MigrationAction['kind']>(
  steps: readonly MigrationStep[],
  ...kinds: readonly K[]
): readonly ActionOf<K>[] {
  return steps.flatMap(({ actions }) => actions.filter((action): action is ActionOf<K> => isOne(action, kinds)));
}

function isOne<K extends MigrationAction['kind']>(action: MigrationAction, kinds: readonly K[]): action is ActionOf<K> {
  return kinds.some((kind) => kind === action.kind);
}

import type { Rehearse } from '#contracts/instrument.ts';
import type { Migration } from '#vocabulary/migration.ts';
import type { FileRehearsal } from '#vocabulary/rehearsal.ts';

export interface ObservedMigration {
  readonly migration: Migration;
  readonly files: readonly FileRehearsal[];
}

/** Runs the files in a twin, one after the other, and puts what each statement was seen to do beside it. */
export async function observeFiles(migration: Migration, rehearse: Rehearse): Promise<ObservedMigration> {
  const files = await rehearse.files(
    migration.files.map(({ path, steps, transaction }) => ({
      path,
      transaction,
      statements: steps.map(({ statement }) => statement),
    })),
  );
  return {
    files,
    migration: {
      ...migration,
      files: migration.files.map((file, at) => {
        const seen = files[at]?.steps ?? [];
        return {
          ...file,
          steps: file.steps.map((step, index) => {
            const observed = seen[index];
            return observed === undefined ? step : { ...step, observed };
          }),
        };
      }),
    },
  };
}

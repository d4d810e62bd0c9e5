import type { MigrationStep } from '#vocabulary/migration.ts';

/** The statements of a file by their transaction, in order. A dump has many thousand in one, or each in its own. */
export function transactionsOf(steps: readonly MigrationStep[]): ReadonlyMap<number, readonly MigrationStep[]> {
  const found = new Map<number, MigrationStep[]>();
  for (const step of steps) {
    const others = found.get(step.transaction);
    if (others === undefined) found.set(step.transaction, [step]);
    else others.push(step);
  }
  return found;
}

import type { Migration, MigrationFile, MigrationStep } from '#vocabulary/migration.ts';
import type { StatementEffects } from '#vocabulary/rehearsal.ts';
import { type BlockVerdict, blockVerdict } from './block-verdict.ts';
import { effectsOf } from './effects-of.ts';
import { transactionsOf } from './transactions-of.ts';

/** A step with what it means for others, and with what its transaction holds when it begins. */
export interface JudgedStep {
  readonly file: MigrationFile;
  readonly step: MigrationStep;
  readonly effects: StatementEffects;
  /** It was seen in a twin. */
  readonly seen: boolean;
  /** Of this statement, with the locks that its transaction held before on the very tables that it works on. */
  readonly verdict: BlockVerdict;
  /** Locks that its transaction took before it. */
  readonly held: StatementEffects['locks'];
  /** All steps of its transaction, in order. */
  readonly together: readonly MigrationStep[];
}

/** Every statement of every file, in order. */
export function* migrationSteps({ files }: Migration): Generator<JudgedStep> {
  for (const file of files) {
    const transactions = transactionsOf(file.steps);
    const passed = new Map<number, number>();
    for (const step of file.steps) {
      const together = transactions.get(step.transaction) ?? [];
      const at = passed.get(step.transaction) ?? 0;
      passed.set(step.transaction, at + 1);
      const { effects, seen } = effectsOf(step);
      const locksBefore = () => together.slice(0, at).flatMap((one) => effectsOf(one).effects.locks);
      const worked = [...effects.scans, ...effects.rewrites];
      const onWork = worked.length === 0 ? [] : locksBefore().filter(({ relation }) => worked.includes(relation));
      yield {
        file,
        step,
        effects,
        seen,
        verdict: blockVerdict(effects, onWork),
        // Asked for seldom, and as long as all that went before: a dump is one transaction of many thousand statements.
        get held() {
          return locksBefore();
        },
        together,
      };
    }
  }
}

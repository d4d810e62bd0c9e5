import type { JudgedStep } from './migration-steps.ts';
import { actionsIn } from './placed-actions.ts';

/** The statement runs between BEGIN and COMMIT: its file's own, or those that the tool puts around the file. */
export function inTransaction({ file, together, step }: JudgedStep): boolean {
  const isOfSeveral = together.some(
    (one) => one !== step || one.actions.some((action) => action.kind === 'transaction' && action.what === 'begin'),
  );
  // A file that says BEGIN and COMMIT itself is outside of them elsewhere.
  return isOfSeveral || (file.transaction === 'file' && actionsIn(file.steps, 'transaction').length === 0);
}

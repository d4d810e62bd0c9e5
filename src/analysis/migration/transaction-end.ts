import type { DatabaseSchema } from '#vocabulary/database-schema.ts';
import type { PlacedAction } from './placed-actions.ts';

/** The schema that others see when the statement's transaction is over. */
export function transactionEnd({ step, at, file }: Pick<PlacedAction, 'step' | 'at' | 'file'>): DatabaseSchema {
  const next = file.steps.slice(at + 1).find(({ transaction }) => transaction !== step.transaction);
  return next?.before ?? file.after;
}

import type { DatabaseSchema } from '#vocabulary/database-schema.ts';
import type { MigrationStep } from '#vocabulary/migration.ts';
import { type BlockVerdict, blockVerdict } from './block-verdict.ts';
import { effectsOf } from './effects-of.ts';

/** Tables and views that a statement keeps readers or writers out of, if only for a moment. Those that its file made are left out. */
export function lockedTables(step: MigrationStep): BlockVerdict['relations'] {
  return blockVerdict(effectsOf(step).effects).relations.filter(
    ({ name }) => !step.fresh.includes(name) && !isIndex(name, step.before) && !isSequence(name, step.before),
  );
}

/** The table that a partition belongs to in the end; another table is its own. */
export function wholeTable(name: string, schema: DatabaseSchema): string {
  const parent = schema.tables.find((one) => `${one.schema}.${one.name}` === name)?.partitionOf;
  return parent === undefined ? name : wholeTable(`${parent.schema}.${parent.table}`, schema);
}

/** Those of serial and identity columns are no objects of their own. */
function isSequence(name: string, { objects }: DatabaseSchema): boolean {
  return (
    name.endsWith('_seq') || objects.some((one) => one.kind === 'sequence' && `${one.schema}.${one.name}` === name)
  );
}

function isIndex(full: string, { tables }: DatabaseSchema): boolean {
  return tables.some(({ indexes }) =>
    // Lengths first: schemas have thousands of indexes, and this is asked of every lock.
    indexes.some(
      ({ schema, name }) =>
        full.length === schema.length + 1 + name.length && full.endsWith(name) && full.startsWith(`${schema}.`),
    ),
  );
}

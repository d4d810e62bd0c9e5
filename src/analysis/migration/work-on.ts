import type { RelationName } from '#vocabulary/migration-action.ts';
import type { BlockVerdict } from './block-verdict.ts';
import type { JudgedStep } from './migration-steps.ts';
import { tableFamily } from './table-family.ts';

type Work = BlockVerdict['work'][number];

/**
 * What a statement does with a table, its partitions and heirs while it keeps others out; indexes by whatever table.
 * Empty where it keeps nobody out.
 */
export function workOn(
  { step, verdict }: JudgedStep,
  table: RelationName,
  ...kinds: readonly Work['what'][]
): readonly Work[] {
  if (verdict.kind !== 'blocks') return [];
  const family = tableFamily(step.before, table);
  return verdict.work.filter(({ name, what }) => kinds.includes(what) && (what === 'built' || family.includes(name)));
}

import { coveringColumns } from '#analysis/covering-columns.ts';
import type { CandidateRequest } from '#analysis/index-candidates.ts';
import { servedTables } from '#analysis/index-candidates.ts';
import { weighPlan } from '#analysis/plan-weights.ts';
import type { IndexDefinition } from '#vocabulary/index-definition.ts';

/**
 * Where nothing can be tried: the most promising plain index of each table, if no existing one fits. With a plan only
 * for tables that it reads from end to end, at a tenth of its work or more, and then throws rows away.
 */
export function deriveIndexes(
  request: CandidateRequest,
  candidates: readonly IndexDefinition[],
  maxIndexes: number,
): readonly IndexDefinition[] {
  const served = new Set(servedTables(request).map(({ table }) => table));
  const wasteful = request.plan === undefined ? undefined : wastefulScans(request.plan);
  const seen = new Set<string>();
  return candidates
    .filter((index) => {
      const isPlain = coveringColumns(index).length === 0 && index.predicate === undefined;
      if (!isPlain || served.has(index.table) || seen.has(index.table)) return false;
      if (wasteful !== undefined && !wasteful.has(index.table)) return false;
      seen.add(index.table);
      return true;
    })
    .slice(0, maxIndexes);
}

function wastefulScans(plan: NonNullable<CandidateRequest['plan']>): ReadonlySet<string> {
  return new Set(
    weighPlan(plan).nodes.flatMap(({ node, share, rowsRead, rowsProduced }) => {
      const isFiltered = node.conditions.filter !== undefined && (!plan.analyzed || rowsProduced < rowsRead / 5);
      return node.type === 'Seq Scan' && node.relation !== undefined && share >= 0.1 && isFiltered
        ? [node.relation]
        : [];
    }),
  );
}

import { tableStatistics } from '#analysis/column-selectivity.ts';
import { conditionTerms, isIndexable } from '#analysis/condition-terms.ts';
import { findTable } from '#analysis/find-table.ts';
import { packedPages } from '#analysis/packed-pages.ts';
import { blocksTouched, type NodeWeight } from '#analysis/plan-weights.ts';
import { count, countOf, kilobytes, percent, relationName } from '#analysis/plan-words.ts';
import { defineRule } from '#contracts/rule.ts';
import { heavyNodes, isTiny, planFinding } from '#rules/plan-finding.ts';
import type { Table } from '#vocabulary/database-schema.ts';
import type { PlanNode } from '#vocabulary/plan.ts';
import type { RelationStatistics } from '#vocabulary/statistics.ts';

const id = 'bloated-table-scanned';
const source = 'https://www.postgresql.org/docs/18/routine-vacuuming.html#VACUUM-FOR-SPACE-RECOVERY';

/** So many times the blocks that its rows need: estimates of their width are off by a fifth or so. */
const bloated = 2;
/** 4 MB of nothing are worth a word even in less than a millisecond. */
const manyBlocks = 512;

export const bloatedTableScanned = defineRule({
  id,
  summary: 'A table is read whole that has many more blocks than its rows need.',
  needs: ['plan'],
  likes: ['schema', 'statistics'],
  engines: ['postgres'],
  source,
  *check({ plan, schema, statistics }) {
    const { weights, heavy } = heavyNodes(plan);
    for (const weight of heavy) {
      const { node } = weight;
      if (node.type !== 'Seq Scan' || node.relation === undefined) continue;
      const known = node.schema ? tableStatistics(statistics, { schema: node.schema, name: node.relation }) : undefined;
      const table = schema && findTable(schema, { schema: node.schema, name: node.relation });
      const size = sizeOf(weight, known);
      if (size === undefined) continue;
      const needed = known === undefined ? mostNeeded(node, size.rows) : packed(known, table, size.rows);
      if (needed === undefined || size.blocks < bloated * needed || size.blocks - needed < 100) continue;
      yield planFinding({
        rule: { id, source },
        weights,
        weight,
        // Blocks are gone through however quick they are while they are cached.
        ...(size.blocks - needed >= manyBlocks && isTiny(weights, weight.share) ? { severity: 'warning' } : {}),
        message: `${relationName(node) ?? 'The table'} has ${countOf(size.blocks, 'block')} (${kilobytes(size.blocks * 8)}) for ${countOf(size.rows, 'row')} that ${known === undefined ? 'need at most' : 'need about'} ${count(needed)}: ${percent(1 - needed / size.blocks)} of what the scan goes through is empty`,
        why: 'VACUUM makes the room of deleted and updated rows free for new ones, but gives blocks back only at the end of the file. A sequential scan reads all of them, empty or not.',
        advice: `No statement is proposed, because giving the room back rewrites the table: VACUUM FULL locks out even readers meanwhile, pg_repack and pg_squeeze do not. First VACUUM it and end transactions that stay open for long, so that it does not come back${known?.lastVacuum === undefined ? '' : ` (last vacuumed ${known.lastVacuum.slice(0, 16)})`}; then lower autovacuum_vacuum_scale_factor of this table.`,
        observed: {
          what: 'blocks for each that is needed',
          value: Math.round((10 * size.blocks) / Math.max(1, needed)) / 10,
          unit: 'times',
        },
      });
    }
  },
});

/** Rows that are alive, and blocks, of one pass over the table (or over its part before a LIMIT). */
function sizeOf(
  weight: NodeWeight,
  known: RelationStatistics | undefined,
): { readonly rows: number; readonly blocks: number } | undefined {
  const { node, runs, rowsRead } = weight;
  const touched = blocksTouched(weight.ownBuffers) / runs;
  if (node.actual !== undefined && node.actual.loops > 0 && touched > 0) {
    // A filter that unpacks long values touches the blocks of the TOAST table too.
    return { rows: rowsRead / runs, blocks: Math.min(touched, known?.pages ?? touched) };
  }
  return known?.rows === undefined || node.actual?.loops === 0 ? undefined : { rows: known.rows, blocks: known.pages };
}

function packed(known: RelationStatistics, table: Table | undefined, rows: number): number | undefined {
  if (known.columns.length === 0 && rows > 0) return undefined;
  const fillfactor = Number(table?.options.find((option) => option.startsWith('fillfactor='))?.slice(11) ?? 100);
  return packedPages(rows, known.columns, fillfactor || 100);
}

/**
 * All that the plan alone tells: a row fills a block at most. Only where nothing in the scan may unpack long values,
 * whose blocks would be counted with the table's.
 */
function mostNeeded(node: PlanNode, rows: number): number | undefined {
  const unpacks = (node.output ?? ['(']).some((column) => column.includes('('));
  const compares = conditionTerms(node.conditions.filter).every(isIndexable);
  return unpacks || !compares ? undefined : Math.max(1, rows);
}

import { columnStatistics, distinctValues, tableStatistics } from '#analysis/column-selectivity.ts';
import { describeIndex } from '#analysis/index-words.ts';
import { inputs } from '#analysis/plan-walk.ts';
import type { NodeWeight } from '#analysis/plan-weights.ts';
import { count, countOf, kilobytes } from '#analysis/plan-words.ts';
import { indexForOrder } from '#analysis/scan-index.ts';
import { sortGroups } from '#analysis/sort-groups.ts';
import { defineRule } from '#contracts/rule.ts';
import { heavyNodes, planFinding } from '#rules/plan-finding.ts';
import type { PlanNode } from '#vocabulary/plan.ts';
import type { Statistics } from '#vocabulary/statistics.ts';

const id = 'incremental-sort-of-large-groups';
const source = 'https://www.postgresql.org/docs/18/using-explain.html#USING-EXPLAIN-ANALYZE';

/** A group of rows that are in order by the first keys already. */
interface Groups {
  readonly kind: 'large' | 'tiny';
  readonly groups: number;
  readonly rowsEach: number;
  readonly diskKilobytes: number;
}

export const incrementalSortOfLargeGroups = defineRule({
  id,
  summary:
    'Rows come half sorted, but in groups so large (or of hardly more than one row) that it saves next to nothing.',
  needs: ['plan'],
  likes: ['query', 'schema', 'statistics'],
  engines: ['postgres'],
  source,
  *check({ plan, query, schema, statistics }) {
    const { weights, heavy } = heavyNodes(plan);
    for (const weight of heavy) {
      const { node } = weight;
      if (node.type !== 'Incremental Sort') continue;
      const sorted = node.actual === undefined ? expected(node, statistics) : observed(weight, statistics);
      if (sorted === undefined) continue;
      const scan = scanBelow(node);
      const index = scan === undefined ? undefined : indexForOrder(scan, { query, schema });
      const presorted = (node.presortedKey ?? ['?']).join(', ');
      const disk = sorted.diskKilobytes > 0 ? `, through ${kilobytes(sorted.diskKilobytes)} of files` : '';
      yield planFinding({
        rule: { id, source },
        weights,
        weight,
        message:
          sorted.kind === 'large'
            ? `Rows in order by ${presorted} ${node.actual === undefined ? 'will be' : 'were'} sorted by ${(node.sortKey ?? ['?']).join(', ')} in ${countOf(sorted.groups, 'group')} of some ${countOf(sorted.rowsEach, 'row')} each${disk}`
            : `${countOf(weight.rowsRead, 'row')}, in order by ${presorted} already, were sorted once more in ${countOf(sorted.groups, 'piece')} of some ${count(sorted.rowsEach)}`,
        why:
          sorted.kind === 'large'
            ? 'Sorting group by group pays where groups are small. These are nearly as much work as sorting all at once, and to bring the rows half sorted an index is read at random.'
            : 'The first keys tell nearly every row from the next, so the last ones hardly ever decide; yet each row is copied, compared and handed on.',
        ...(index === undefined
          ? {
              advice: `No statement is proposed: ${scan === undefined ? 'the rows come out of a join or a grouping' : 'which columns the order has is not certain from here'}. An index on (${(node.sortKey ?? []).join(', ')}) brings the rows in this order; else compare with SET LOCAL enable_incremental_sort = off.`,
            }
          : {
              changes: [{ kind: 'create-index', index }],
              advice: `An index on ${describeIndex(index)} brings the rows in the whole order and needs no sort.`,
            }),
        observed: { what: 'rows of a group', value: Math.round(sorted.rowsEach), unit: 'rows' },
      });
    }
  },
});

function observed(weight: NodeWeight, statistics: Statistics | undefined): Groups | undefined {
  const { node, rowsRead } = weight;
  const found = sortGroups(node);
  if (found === undefined) return undefined;
  const { full, presorted, diskKilobytes } = found;
  if (presorted > 0) {
    const rowsEach = rowsRead / presorted;
    // Below a LIMIT only some of the groups were looked at.
    const all = Math.max(rowsRead / weight.runs, inputs(node)[0]?.estimated?.rows ?? 0);
    const large = isLarge(rowsEach, all) || diskKilobytes > 0;
    return large ? { kind: 'large', groups: presorted, rowsEach, diskKilobytes } : undefined;
  }
  // Pieces of 32 and a few rows: what they hold, groups of one or of twenty rows, only the statistics tell.
  const rowsEach = groupRows(node, statistics);
  if (full < 1000 * weight.runs || weight.share < 0.1 || (rowsEach ?? 3) > 2) return undefined;
  return { kind: 'tiny', groups: full, rowsEach: rowsRead / full, diskKilobytes };
}

function expected(node: PlanNode, statistics: Statistics | undefined): Groups | undefined {
  const rowsEach = groupRows(node, statistics);
  const all = inputs(node)[0]?.estimated?.rows ?? 0;
  if (rowsEach === undefined || !isLarge(rowsEach, all)) return undefined;
  return { kind: 'large', groups: Math.max(1, all / rowsEach), rowsEach, diskKilobytes: 0 };
}

/** Sorting n rows takes n log n comparisons, in groups of g rows n log g: less than a third is saved. */
function isLarge(rowsEach: number, all: number): boolean {
  return rowsEach >= 500 && rowsEach >= all ** (2 / 3);
}

/** From the different values of the one column that the rows are in order by. */
function groupRows(node: PlanNode, statistics: Statistics | undefined): number | undefined {
  const scan = scanBelow(node);
  const [key = '', ...others] = node.presortedKey ?? [];
  if (scan?.schema === undefined || scan.relation === undefined || others.length > 0) return undefined;
  const table = tableStatistics(statistics, { schema: scan.schema, name: scan.relation });
  const column = key
    .replace(/ (?:DESC|NULLS FIRST|NULLS LAST)\b/g, '')
    .split('.')
    .at(-1)
    ?.replaceAll('"', '');
  const distinct = distinctValues(columnStatistics(table, column), table?.rows);
  const rows = inputs(node)[0]?.estimated?.rows;
  return distinct === undefined || rows === undefined ? undefined : rows / distinct;
}

/** The one table that the rows come from; undefined behind a join or a grouping. */
function scanBelow(node: PlanNode): PlanNode | undefined {
  const [input, ...others] = inputs(node);
  if (others.length > 0 || input === undefined) return undefined;
  if (input.relation !== undefined) return input;
  return ['Result', 'Subquery Scan', 'Gather Merge', 'LockRows'].includes(input.type) ? scanBelow(input) : undefined;
}

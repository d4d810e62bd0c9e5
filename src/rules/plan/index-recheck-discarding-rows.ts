import { isBlockRangeBitmap } from '#analysis/block-range-bitmap.ts';
import { conditionTerms } from '#analysis/condition-terms.ts';
import { findTable } from '#analysis/find-table.ts';
import { indexName } from '#analysis/index-name.ts';
import { describeIndex } from '#analysis/index-words.ts';
import { count, countOf, nodeName } from '#analysis/plan-words.ts';
import { indexForScan } from '#analysis/scan-index.ts';
import { takenNames } from '#analysis/taken-names.ts';
import { defineRule } from '#contracts/rule.ts';
import { heavyNodes, planFinding } from '#rules/plan-finding.ts';
import type { DatabaseSchema } from '#vocabulary/database-schema.ts';
import type { IndexDefinition } from '#vocabulary/index-definition.ts';
import type { PlanNode } from '#vocabulary/plan.ts';

const id = 'index-recheck-discarding-rows';
const source = 'https://www.postgresql.org/docs/18/xindex.html';

/** Two ranges of a BRIN index, at its default of 128 blocks each: less it cannot name. */
const twoRanges = 256;

export const indexRecheckDiscardingRows = defineRule({
  id,
  summary: 'An index that answers only roughly finds more wrong rows than right ones.',
  needs: ['plan'],
  likes: ['query', 'schema'],
  engines: ['postgres'],
  source,
  *check({ plan, query, schema }) {
    const { weights, heavy } = heavyNodes(plan);
    for (const weight of heavy) {
      const { node, rowsRead } = weight;
      const discarded = (node.removed.recheck ?? 0) * (node.actual?.loops ?? 0);
      if (discarded < 1000 || discarded < 0.5 * rowsRead) continue;
      const lossy = node.heapBlocks?.lossy ?? 0;
      const ranges = lossy > 0 && isBlockRangeBitmap(node, schema);
      // Rows of blocks that the bitmap forgot are lossy-bitmap's matter.
      if (ranges ? (lossy * discarded) / rowsRead < twoRanges : lossy > 0) continue;
      const index = ranges ? indexForScan(node, { query, schema }) : betterClass(node, schema);
      const kept = rowsRead - discarded;
      yield planFinding({
        rule: { id, source },
        weights,
        weight,
        message: ranges
          ? `${nodeName(node)} read ${countOf(lossy, 'block')} that its BRIN index named, ${countOf(rowsRead, 'row')} to keep ${count(kept)}`
          : `${nodeName(node)} fetched ${countOf(rowsRead, 'row')} that its index named and found ${count(discarded)} of them wrong`,
        why: ranges
          ? 'A BRIN index knows only the smallest and the greatest value of each range of blocks. Where rows do not lie in the order of the column, nearly every range may hold the value.'
          : 'The index holds only a summary of the value (its trigrams, keys, bounding box or signature), so each row that it names is fetched and compared again.',
        ...(index === undefined
          ? { advice: `No statement is proposed: ${adviseOn(node, ranges)}` }
          : {
              changes: [{ kind: 'create-index', index }],
              advice: `An index on ${describeIndex(index)} names ${ranges ? 'the rows themselves' : 'far fewer wrong rows'}.`,
            }),
        observed: { what: 'rows removed by the recheck', value: Math.round(discarded), unit: 'rows' },
      });
    }
  },
});

/** jsonb_path_ops keeps each value with the path to it; jsonb_ops only the keys and values, each by itself. */
function betterClass(node: PlanNode, schema: DatabaseSchema | undefined): IndexDefinition | undefined {
  const [term, ...others] = conditionTerms(node.conditions.recheck);
  const column = term?.operator === '@>' && others.length === 0 ? term.column : undefined;
  const table =
    schema === undefined || node.relation === undefined
      ? undefined
      : findTable(schema, { schema: node.schema, name: node.relation });
  if (table === undefined || table.columns.find(({ name }) => name === column)?.type !== 'jsonb') return undefined;
  const held = table.indexes.flatMap(({ keys }) => keys.filter((key) => key.column === column));
  if (column === undefined || held.some(({ operatorClass }) => operatorClass === 'jsonb_path_ops')) return undefined;
  const wanted = {
    schema: table.schema,
    table: table.name,
    method: 'gin',
    unique: false,
    keys: [{ column, direction: 'asc' as const, operatorClass: 'jsonb_path_ops' }],
    include: [],
    valid: true,
    ...(table.kind === 'partitioned' ? { partitioned: true } : {}),
  };
  return { ...wanted, name: indexName(wanted, takenNames(schema, wanted)) };
}

function adviseOn({ conditions }: PlanNode, ranges: boolean): string {
  const condition = conditions.recheck ?? conditions.index ?? 'the condition';
  if (ranges) {
    return `the columns are not certain from here. A B-tree on the columns of ${condition} names the rows themselves; BRIN serves only columns whose values follow the order in which rows were written.`;
  }
  if (/~~|~\*| ~ /.test(condition)) {
    return `the pattern decides. A trigram index needs three letters in a row, and rare ones: ask for a longer pattern than that of ${condition}. A GiST index (gist_trgm_ops) names more wrong rows than a GIN index (gin_trgm_ops).`;
  }
  if (/@@/.test(condition)) {
    return 'phrases, weights and word endings are compared in the rows themselves. Search for rarer words, or keep a tsvector column, so that the comparison need not make it anew from the text.';
  }
  if (/@>|<@|\?/.test(condition)) {
    return `which operator class the index has is not certain from here. For @> on jsonb, jsonb_path_ops keeps each value with its path and names fewer wrong rows; a B-tree on the one expression that ${condition} asks for names none.`;
  }
  return `it depends on what the index keeps of a value. Add a condition that another index knows exactly, or choose an operator class that keeps more (siglen of a GiST signature, a GIN index in place of GiST) for ${condition}.`;
}

import { columnStatistics, tableStatistics } from '#analysis/column-selectivity.ts';
import { findTable } from '#analysis/find-table.ts';
import { indexName } from '#analysis/index-name.ts';
import { describeIndex } from '#analysis/index-words.ts';
import { blocksTouched } from '#analysis/plan-weights.ts';
import { countOf, nodeName } from '#analysis/plan-words.ts';
import { takenNames } from '#analysis/taken-names.ts';
import { indexOfNode } from '#analysis/used-index.ts';
import type { FactsOf } from '#contracts/facts.ts';
import { defineRule } from '#contracts/rule.ts';
import { heavyNodes, planFinding } from '#rules/plan-finding.ts';
import type { IndexDefinition } from '#vocabulary/index-definition.ts';
import type { PlanNode } from '#vocabulary/plan.ts';
import type { RelationStatistics } from '#vocabulary/statistics.ts';

const id = 'index-scan-over-scattered-rows';
const source = 'https://www.postgresql.org/docs/18/indexes-index-only-scans.html';

/** More columns, or wider ones, make an index nearly as large as its table. */
const mostIncluded = 4;
const widestIncluded = 64;

export const indexScanOverScatteredRows = defineRule({
  id,
  summary: 'An index finds many rows that lie in as many blocks: nearly every row is a visit of its own.',
  needs: ['plan'],
  likes: ['query', 'schema', 'statistics'],
  engines: ['postgres'],
  source,
  *check({ plan, query, schema, statistics }) {
    const { weights, heavy } = heavyNodes(plan);
    for (const weight of heavy) {
      const { node, rowsRead, runs } = weight;
      const blocks = blocksTouched(weight.ownBuffers);
      const discarded = weight.rowsRemoved >= 10 * weight.rowsProduced;
      if (node.type !== 'Index Scan' || rowsRead < 5000 || rowsRead < 1000 * runs || discarded) continue;
      if (blocks < 0.7 * rowsRead) continue;
      const table =
        node.schema && node.relation
          ? tableStatistics(statistics, { schema: node.schema, name: node.relation })
          : undefined;
      if (isOfWideRows(node, table)) continue;
      const index = coveringIndex(node, table, { query, schema });
      yield planFinding({
        rule: { id, source },
        weights,
        weight,
        message: `${nodeName(node)} visited ${countOf(blocks, 'block')} for ${countOf(rowsRead, 'row')}`,
        why: 'Rows that follow each other in the index lie all over the table, so that a block is fetched for each, although it holds many rows; where blocks are not cached, that is a read at random each time.',
        ...(index === undefined
          ? {
              advice: `No statement is proposed, because what helps depends on the other queries: CLUSTER ${node.relation ?? 'the table'} USING ${node.index ?? 'the index'} puts the rows in this order once (it locks the table meanwhile), an index that includes the few columns read needs no visits, and for much of a table a sequential scan with a hash or a sort is cheaper: if random_page_cost was lowered, compare with 2 or 4.`,
            }
          : {
              changes: [{ kind: 'create-index', index }],
              advice: `An index on ${describeIndex(index)} holds all that is read of these rows, so the table need not be visited; it can take the place of ${node.index ?? 'the present one'}.`,
            }),
        observed: { what: 'blocks for each row', value: Math.round((100 * blocks) / rowsRead) / 100, unit: 'blocks' },
      });
    }
  },
});

/** Three rows a block or fewer: then scattering costs little. */
function isOfWideRows({ estimated }: PlanNode, table: RelationStatistics | undefined): boolean {
  if (table?.rows !== undefined && table.pages > 0) return table.rows <= 3 * table.pages;
  return (estimated?.width ?? 0) >= 2000;
}

/** The index in use, with the few narrow columns beside its keys that the query reads of the table. */
function coveringIndex(
  node: PlanNode,
  statistics: RelationStatistics | undefined,
  { query, schema }: FactsOf<never, 'query' | 'schema'>,
): IndexDefinition | undefined {
  const used = indexOfNode(node, schema);
  const relations =
    query?.relations.filter(
      ({ kind, name, alias }) => kind === 'table' && name === node.relation && alias === node.alias,
    ) ?? [];
  const [relation] = relations;
  if (query === undefined || schema === undefined || used?.method !== 'btree' || relations.length !== 1)
    return undefined;
  if (relation === undefined || query.wholeRows.includes(relation.id) || query.kind !== 'select' || query.locksRows)
    return undefined;
  const table = findTable(schema, { schema: used.schema, name: used.table });
  const held = new Set([...used.keys.map(({ column }) => column), ...used.include]);
  const read = query.columns.filter((use) => use.relation === relation.id).map(({ column }) => column);
  const added = [...new Set(read)].filter((column) => !held.has(column));
  const width = added.reduce(
    (sum, column) => sum + (columnStatistics(statistics, column)?.averageWidth ?? widestIncluded),
    0,
  );
  const isSound = used.keys.every(({ column }) => column !== undefined) && table !== undefined;
  if (added.length === 0 || added.length > mostIncluded || width > widestIncluded || !isSound) return undefined;
  const { schema: place, table: name, method, keys, predicate } = used;
  const wanted = {
    schema: place,
    table: name,
    method,
    unique: false,
    keys: [...keys],
    include: [...used.include, ...added],
    valid: true,
    ...(predicate === undefined ? {} : { predicate }),
    ...(table.kind === 'partitioned' ? { partitioned: true } : {}),
  };
  return { ...wanted, name: indexName(wanted, takenNames(schema, wanted)) };
}

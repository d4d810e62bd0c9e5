import { conditionTerms, isColumnEquality } from '#analysis/condition-terms.ts';
import { findTable } from '#analysis/find-table.ts';
import { indexesOf } from '#analysis/index-coverage.ts';
import { inputs, rowsProduced, rowsRead } from '#analysis/plan-walk.ts';
import { blocksTouched, type NodeWeight, shareBelow, weighPlan } from '#analysis/plan-weights.ts';
import { count, countOf, relationName } from '#analysis/plan-words.ts';
import { defineRule } from '#contracts/rule.ts';
import { leastShare, planFinding } from '#rules/plan-finding.ts';
import type { DatabaseSchema } from '#vocabulary/database-schema.ts';
import type { IndexDefinition } from '#vocabulary/index-definition.ts';
import type { Plan, PlanNode } from '#vocabulary/plan.ts';
import type { Settings } from '#vocabulary/settings.ts';

const id = 'random-page-cost-of-spinning-disks';
const source = 'https://www.postgresql.org/docs/18/runtime-config-query.html#GUC-RANDOM-PAGE-COST';

/** What is usual where a block at random takes hardly longer than the next one. */
const flat = 1.1;

export const randomPageCostOfSpinningDisks = defineRule({
  id,
  summary: 'A table is read whole to join a few rows of it, since random_page_cost holds the index for too dear.',
  needs: ['plan', 'settings', 'schema'],
  engines: ['postgres'],
  source,
  *check({ plan, settings, schema }) {
    const cost = setting('random_page_cost', 4, plan, settings);
    const sequential = setting('seq_page_cost', 1, plan, settings);
    if (cost < 4 * sequential) return;
    const weights = weighPlan(plan);
    for (const { node: join } of weights.nodes) {
      for (const side of join.type === 'Hash Join' ? sidesOf(join) : []) {
        const weight = weights.nodes.find(({ node }) => node.id === side.scan.id);
        const index = indexOnJoined(side.scan, join, schema);
        if (weight === undefined || index === undefined || !wouldTurn(weight, side.keys, join, { cost, sequential }))
          continue;
        const share = shareBelow(weights, side.scan);
        if (share < leastShare) continue;
        const cached = weight.ownBuffers.sharedRead === 0 && blocksTouched(weight.ownBuffers) > 0;
        yield planFinding({
          rule: { id, source },
          weights,
          weight,
          share,
          message: `${relationName(side.scan) ?? 'The table'} is read whole, ${countOf(rowsRead(side.scan), 'row')} to join ${count(side.keys)}, although ${index.name} is there: random_page_cost is ${cost}`,
          why: `Four times the cost of the next block is what a disk with a moving head needs. ${cached ? 'Here every block was in memory' : 'On flash storage, or with the data in memory, the difference is small'}, and looking the few rows up costs less than reading all.`,
          changes: [{ kind: 'set-setting', name: 'random_page_cost', value: String(flat * sequential) }],
          advice:
            'If the data lies on flash storage or fits into memory, set it so for the tablespace or the server, after a look at other queries. On spinning disks leave it.',
          observed: { what: 'random_page_cost', value: cost, unit: 'cost' },
        });
      }
    }
  },
});

interface JoinSide {
  readonly scan: PlanNode;
  /** Rows of the other side, each a look-up. */
  readonly keys: number;
}

/** A side that is a whole table, with the rows of the other one. A side that must be kept whole is none. */
function sidesOf(join: PlanNode): readonly JoinSide[] {
  const [outer, hash] = inputs(join);
  const inner = hash?.type === 'Hash' ? inputs(hash)[0] : undefined;
  if (outer === undefined || inner === undefined) return [];
  const type = join.joinType ?? 'Inner';
  const sides = [
    ...(['Inner', 'Semi', 'Right'].includes(type) ? [{ scan: outer, keys: rowsProduced(inner) }] : []),
    ...(['Inner', 'Left', 'Semi', 'Anti'].includes(type) ? [{ scan: inner, keys: rowsProduced(outer) }] : []),
  ];
  return sides.filter(({ scan }) => scan.type === 'Seq Scan' && (scan.actual?.loops ?? 1) === 1);
}

function indexOnJoined(scan: PlanNode, join: PlanNode, schema: DatabaseSchema): IndexDefinition | undefined {
  const table = scan.relation ? findTable(schema, { schema: scan.schema, name: scan.relation }) : undefined;
  const name = scan.alias ?? scan.relation;
  const columns = conditionTerms(join.conditions.hash)
    .filter(isColumnEquality)
    .flatMap(({ text }) => text.split(' = '))
    .flatMap((part) => (part.startsWith(`${name}.`) ? [part.slice(`${name}.`.length).replaceAll('"', '')] : []));
  if (table === undefined) return undefined;
  return indexesOf(table).find(
    ({ method, keys, predicate }) =>
      method === 'btree' &&
      predicate === undefined &&
      keys[0]?.column !== undefined &&
      columns.includes(keys[0].column),
  );
}

/**
 * Looking the rows up is dearer than reading the table at the cost that is set, and cheaper by a fifth at a flat one. As
 * the planner reckons: a leaf for each key and a block for each row, of each block only the first visit counted.
 * https://www.postgresql.org/docs/18/index-cost-estimation.html
 */
function wouldTurn(
  { node, ownBuffers }: NodeWeight,
  keys: number,
  join: PlanNode,
  { cost, sequential }: { readonly cost: number; readonly sequential: number },
): boolean {
  const rows = rowsRead(node);
  const touched = blocksTouched(ownBuffers);
  const blocks = touched > 0 ? touched : Math.max(1, ((node.estimated?.totalCost ?? 0) - 0.01 * rows) / sequential);
  const matches = Math.max(keys, rowsProduced(join));
  if (rows < 1000 || keys < 1 || matches > rows / 10) return false;
  const leaves = rows / 250;
  const visited = firstVisits(matches, blocks) + firstVisits(keys, leaves);
  const lookUp = (page: number) => visited * page + 0.1 * matches;
  const whole = blocks * sequential + 0.015 * rows;
  return lookUp(cost) > 0.9 * whole && lookUp(flat * sequential) < 0.8 * whole;
}

/** Mackert and Lohman: blocks fetched by so many visits at random, where all of them stay in memory. */
function firstVisits(visits: number, blocks: number): number {
  return Math.min(blocks, (2 * blocks * visits) / (2 * blocks + visits));
}

function setting(name: string, otherwise: number, plan: Plan, settings: Settings): number {
  const value = Number(plan.settings[name] ?? settings[name]?.value ?? otherwise);
  return Number.isFinite(value) && value > 0 ? value : otherwise;
}

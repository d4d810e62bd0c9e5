import { conditionTerms, isColumnEquality } from '#analysis/condition-terms.ts';
import { inputs, rowsProduced, rowsScanned, walkPlan } from '#analysis/plan-walk.ts';
import { shareBelow, weighPlan } from '#analysis/plan-weights.ts';
import { count, countOf, nodeName, relationName } from '#analysis/plan-words.ts';
import { defineRule } from '#contracts/rule.ts';
import { leastShare, planFinding } from '#rules/plan-finding.ts';
import type { PlanNode } from '#vocabulary/plan.ts';
import type { Statistics } from '#vocabulary/statistics.ts';

const id = 'foreign-scan-without-pushdown';
const source = 'https://www.postgresql.org/docs/18/postgres-fdw.html#POSTGRES-FDW-REMOTE-QUERY-OPTIMIZATION';

const fewest = 1000;
const waste = 10;

export const foreignScanWithoutPushdown = defineRule({
  id,
  summary: 'A remote server sends far more rows than are wanted: they are filtered, joined or counted here.',
  needs: ['plan'],
  likes: ['statistics'],
  engines: ['postgres'],
  source,
  *check({ plan, statistics }) {
    const weights = weighPlan(plan);
    const told = new Set<string>();
    // What is done lowest is the reason why nothing above it could be sent.
    for (const { node } of walkPlan(plan).toReversed()) {
      const kept = keptHere(node, statistics);
      const scan = kept?.scans[0];
      const weight = weights.nodes.find((one) => one.node.id === (scan ?? node).id);
      const share = shareBelow(weights, node);
      if (kept === undefined || scan === undefined || weight === undefined || share < leastShare) continue;
      if (kept.sent < fewest || kept.sent < waste * kept.wanted) continue;
      if (kept.scans.some((one) => told.has(one.id))) continue;
      for (const one of kept.scans) told.add(one.id);
      yield planFinding({
        rule: { id, source },
        weights,
        weight,
        share,
        message: `${kept.scans.map(nameOf).join(' and ')} sent ${countOf(kept.sent, 'row')} for ${count(kept.wanted)}, since ${kept.because}`,
        why: 'Every row crosses the network and is taken apart here, in portions of fetch_size (100); a condition, join or count that the remote server carries out sends only its result.',
        advice: `No statement is proposed, because ${kept.advice}`,
        observed: { what: 'rows sent', value: Math.round(kept.sent), unit: 'rows' },
      });
    }
  },
});

interface KeptHere {
  readonly scans: readonly PlanNode[];
  readonly sent: number;
  readonly wanted: number;
  readonly because: string;
  readonly advice: string;
}

function keptHere(node: PlanNode, statistics: Statistics | undefined): KeptHere | undefined {
  if (isRemote(node) && node.conditions.filter !== undefined) return filteredHere(node, statistics);
  if (isJoin(node)) return joinedHere(node);
  if (!['Aggregate', 'Group', 'Unique', 'Limit'].includes(node.type)) return undefined;
  const scans = sourcesOf(node);
  // What could not be sent below keeps what stands above it here as well.
  if (scans === undefined || scans.some(({ conditions }) => conditions.filter !== undefined)) return undefined;
  const whole = { scans, sent: sum(scans), wanted: Math.max(1, rowsProduced(node)) };
  if (scans.length > 1) return { ...whole, because: 'they are joined and put together here', advice: adviseOnJoin };
  if (node.type === 'Limit') {
    return {
      ...whole,
      because: 'the first ones are chosen here',
      advice:
        'it depends on the order: ORDER BY and LIMIT are sent only if all that is ordered by is built in or belongs to an extension listed in the server’s option extensions.',
    };
  }
  return {
    ...whole,
    because: 'they are counted or grouped here',
    advice:
      'it depends on the aggregate: it is sent only if it, its arguments and a HAVING are built in or belong to an extension listed in the server’s option extensions. Else make a view on the remote server that groups, and a foreign table on that.',
  };
}

const adviseOnJoin =
  'it depends on the servers: tables on one server are joined there if the condition can be sent and both have the same user mapping; for tables on two, narrow one side first and send its keys.';

/** With another foreign table, or with one of this server, whose keys could have been sent. */
function joinedHere(node: PlanNode): KeptHere | undefined {
  const sides = inputs(node).map(behind);
  const scans = sides.filter(isRemote);
  if (scans.length === 0) return undefined;
  const whole = { scans, sent: sum(scans), wanted: Math.max(1, rowsProduced(node)) };
  if (scans.length === sides.length) return { ...whole, because: 'the join is done here', advice: adviseOnJoin };
  return {
    ...whole,
    because: 'they are joined here with rows of this server',
    advice:
      'the remedy is another form of the query: fetch the keys of this side first, and let them be sent (WHERE key = ANY (ARRAY(SELECT …))). With use_remote_estimate the planner can see that few rows match a key, and ask for each.',
  };
}

/** The scans below, where all that is read comes from other servers. */
function sourcesOf(node: PlanNode): readonly PlanNode[] | undefined {
  const found: PlanNode[] = [];
  for (const input of inputs(node).map(behind)) {
    const below = isRemote(input) ? [input] : isJoin(input) ? sourcesOf(input) : undefined;
    if (below === undefined) return undefined;
    found.push(...below);
  }
  return found.length === 0 ? undefined : found;
}

function sum(scans: readonly PlanNode[]): number {
  return scans.reduce((total, scan) => total + rowsProduced(scan), 0);
}

function filteredHere(node: PlanNode, statistics: Statistics | undefined): KeptHere | undefined {
  const { read, kept } = rowsScanned(node, statistics);
  return {
    scans: [node],
    sent: read,
    wanted: Math.max(1, kept),
    because: `the condition ${node.conditions.filter} is tested here`,
    advice:
      `the remedy is another form of the query or an option of the server: conditions are sent if their functions and operators are built in and immutable, or belong to an extension listed in the option extensions (ALTER SERVER … OPTIONS (ADD extensions 'pg_trgm')). ${
        conditionTerms(node.conditions.filter).some(isColumnEquality)
          ? ''
          : 'Write it with such ones, or compare with a value computed before.'
      }`.trim(),
  };
}

/** The scan below nodes that only hold, order or hand on. */
function behind(node: PlanNode): PlanNode {
  const [below] = inputs(node);
  const passes = ['Hash', 'Sort', 'Materialize', 'Subquery Scan', 'Incremental Sort'].includes(node.type);
  return passes && below !== undefined ? behind(below) : node;
}

/** A file, too, is read by a Foreign Scan; a Foreign Scan without a table is a join that was sent. */
function isRemote({ type, extra }: PlanNode): boolean {
  return type === 'Foreign Scan' && extra['Foreign File'] === undefined && extra['Foreign Program'] === undefined;
}

function isJoin({ type }: PlanNode): boolean {
  return /Join|^Nested Loop$/.test(type);
}

function nameOf(node: PlanNode): string {
  return relationName(node) ?? nodeName(node);
}

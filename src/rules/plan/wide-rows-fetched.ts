import { tableStatistics } from '#analysis/column-selectivity.ts';
import { findTable } from '#analysis/find-table.ts';
import { baseRelationNodes, rowsProduced } from '#analysis/plan-walk.ts';
import { type NodeWeight, type PlanWeights, weighPlan } from '#analysis/plan-weights.ts';
import { countOf, kilobytes, nodeName } from '#analysis/plan-words.ts';
import type { FactsOf } from '#contracts/facts.ts';
import { defineRule } from '#contracts/rule.ts';
import { leastShare, planFinding } from '#rules/plan-finding.ts';
import type { Table } from '#vocabulary/database-schema.ts';
import type { Plan, PlanNode } from '#vocabulary/plan.ts';

const id = 'wide-rows-fetched';
const source = 'https://www.postgresql.org/docs/18/storage-toast.html';

/** Five rows fill a block. */
const wide = 1600;
const leastKilobytes = 1024;

/** Rows that are carried along, and how wide they are. */
interface WideRows {
  readonly weight: NodeWeight;
  /** Bytes. */
  readonly width: number;
  readonly share: number;
  /** "the planner’s estimate", "as serialized", "with what is kept apart (TOAST)". */
  readonly by: string;
}

export const wideRowsFetched = defineRule({
  id,
  summary: 'Many rows are fetched with all their long values.',
  needs: ['plan'],
  likes: ['schema', 'statistics'],
  engines: ['postgres'],
  source,
  *check({ plan, schema, statistics }) {
    const weights = weighPlan(plan);
    const found = serialized(plan, weights) ?? carried(weights) ?? unpacked(plan, weights, { schema, statistics });
    if (found === undefined) return;
    const { weight, width, by } = found;
    const rows = rowsProduced(weight.node);
    const volume = (rows * width) / 1024;
    if (rows < 100 || volume < leastKilobytes || found.share < leastShare) return;
    yield planFinding({
      rule: { id, source },
      weights,
      weight,
      share: found.share,
      message: `${nodeName(weight.node)} gives ${countOf(rows, 'row')} of ${kilobytes(width / 1024)} each, ${kilobytes(volume)} in all (${by})`,
      why: 'Wide rows fill sorts and hash tables, and all of it goes over the network; values above some 2 kB are kept apart, so that each is looked up, put together and unpacked for itself.',
      advice:
        'No statement is proposed, because only you know which columns are used: name those in place of *, and fetch long texts, documents and pictures by key for the few rows that are shown in full.',
      observed: { what: 'bytes of a row', value: Math.round(width), unit: 'bytes' },
    });
  },
});

/** EXPLAIN (SERIALIZE), since PostgreSQL 17, makes the rows ready to be sent, and so unpacks all that is kept apart. */
function serialized(plan: Plan, weights: PlanWeights): WideRows | undefined {
  const told = plan.extra?.['Serialization'];
  const [weight] = weights.nodes;
  if (typeof told !== 'object' || told === null || weight === undefined) return undefined;
  const volume = Number(Reflect.get(told, 'Output Volume') ?? 0);
  const width = (1024 * volume) / Math.max(1, weight.rowsProduced);
  const spent = Number(Reflect.get(told, 'Time') ?? 0);
  const share = weights.by === 'time' ? weight.share + spent / Math.max(spent, weights.total) : 1;
  return width >= wide ? { weight, width, share, by: 'as it would be sent' } : undefined;
}

/** The uppermost node whose rows are that wide; not a scan whose values an expression above it needs. */
function carried(weights: PlanWeights): WideRows | undefined {
  const carrying = weights.nodes.filter(({ node }) => (node.estimated?.width ?? 0) >= wide && node.actual?.loops !== 0);
  const [weight] = carrying;
  if (weight === undefined || (weight.node.relation !== undefined && weight.parent !== undefined)) return undefined;
  const share = carrying.reduce((sum, one) => sum + one.share, 0);
  return { weight, width: weight.node.estimated?.width ?? 0, share, by: 'by the planner’s figures' };
}

/** Values of the result that are kept apart: EXPLAIN never unpacks them, so only the size of the TOAST table tells. */
function unpacked(
  plan: Plan,
  weights: PlanWeights,
  { schema, statistics }: FactsOf<never, 'schema' | 'statistics'>,
): WideRows | undefined {
  const [weight] = weights.nodes;
  const { output = [] } = plan.root;
  for (const node of baseRelationNodes(plan)) {
    const place = node.schema && node.relation ? { schema: node.schema, name: node.relation } : undefined;
    const table = place && schema && findTable(schema, place);
    const apart = statistics?.relations.filter((one) => one.kind === 'toast' && one.table === node.relation) ?? [];
    const rows = (place && tableStatistics(statistics, place)?.rows) ?? 0;
    if (weight === undefined || table === undefined || apart.length !== 1 || rows === 0) continue;
    const width = (8192 * (apart[0]?.pages ?? 0)) / rows;
    const long = longColumns(table);
    const isShown = long.length > 0 && long.every((column) => shows(output, node, column));
    const own = weights.nodes.find((one) => one.node.id === node.id);
    if (width >= wide && isShown)
      return { weight, width, share: own?.share ?? 0, by: 'with what is kept apart from the row' };
  }
  return undefined;
}

/** Columns whose values may be kept apart. */
function longColumns({ columns }: Table): readonly string[] {
  const long = /^(text|character varying|varchar|json|jsonb|bytea|xml|tsvector|hstore)|\[\]$/;
  return columns.filter(({ type }) => long.test(type)).map(({ name }) => name);
}

function shows(output: readonly string[], { alias, relation }: PlanNode, column: string): boolean {
  const names = [column, `"${column}"`].flatMap((name) => [name, `${alias ?? relation}.${name}`]);
  return names.some((name) => output.includes(name));
}

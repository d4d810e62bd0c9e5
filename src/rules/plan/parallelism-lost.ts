import { tableStatistics } from '#analysis/column-selectivity.ts';
import { findTable } from '#analysis/find-table.ts';
import { calledFunctions, type FunctionTraits } from '#analysis/function-traits.ts';
import { rowsScanned, walkPlan } from '#analysis/plan-walk.ts';
import { blocksTouched, type NodeWeight } from '#analysis/plan-weights.ts';
import { kilobytes, relationName } from '#analysis/plan-words.ts';
import { defineRule } from '#contracts/rule.ts';
import { heavyNodes, planFinding } from '#rules/plan-finding.ts';
import type { Change } from '#vocabulary/change.ts';
import type { DatabaseSchema } from '#vocabulary/database-schema.ts';
import type { Plan, PlanNode } from '#vocabulary/plan.ts';
import type { Settings } from '#vocabulary/settings.ts';
import type { Statistics } from '#vocabulary/statistics.ts';

const id = 'parallelism-lost';
const source = 'https://www.postgresql.org/docs/18/when-can-parallel-query-be-used.html';

/** 100 MB in blocks: smaller tables are read by one process well enough. */
const leastBlocks = 12_800;

export const parallelismLost = defineRule({
  id,
  summary: 'A large table is read by one process, because something in the query rules parallel workers out.',
  needs: ['plan'],
  likes: ['schema', 'statistics', 'settings', 'query'],
  engines: ['postgres'],
  source,
  *check({ plan, schema, statistics, settings, query }) {
    const nodes = walkPlan(plan).map(({ node }) => node);
    // What writes at the top is never run in parallel, and that is no fault of the query.
    if (plan.root.type === 'ModifyTable' || nodes.some(({ type }) => /^Gather/.test(type))) return;
    const { weights, heavy } = heavyNodes(plan);
    const large = heavy.filter((weight) => isLarge(weight, statistics) && wouldGain(weight, nodes, statistics));
    const [weight] = [...large].sort((one, other) => other.share - one.share);
    const obstacle =
      weight && findObstacle(weight.node, { plan, nodes, schema, settings, text: query?.text ?? plan.query ?? '' });
    if (weight === undefined || obstacle === undefined) return;
    const size = blocksOf(weight, statistics);
    yield planFinding({
      rule: { id, source },
      weights,
      weight,
      message: `${relationName(weight.node) ?? 'A table'} of ${kilobytes(size * 8)} is read by one process, because ${obstacle.because}`,
      why: 'One such part makes the whole query, or all that stands above it, unfit for parallel workers, although the scan could be shared among several.',
      ...obstacle.remedy,
      observed: { what: 'read by one process', value: size * 8, unit: 'kB' },
    });
  },
});

interface Obstacle {
  readonly because: string;
  readonly remedy: { readonly changes?: readonly Change[]; readonly advice?: string };
}

function findObstacle(
  scan: PlanNode,
  facts: {
    readonly plan: Plan;
    readonly nodes: readonly PlanNode[];
    readonly schema: DatabaseSchema | undefined;
    readonly settings: Settings | undefined;
    /** The query’s: the plan does not show functions that were written out, and these count as well. */
    readonly text: string;
  },
): Obstacle | undefined {
  const { plan, nodes, schema, settings, text } = facts;
  const writing = nodes.find(({ type }) => type === 'ModifyTable');
  if (writing !== undefined) {
    const deed = (writing.operation ?? 'write').toLowerCase();
    return {
      because: `a WITH query writes (${deed} on ${writing.relation ?? 'a table'})`,
      remedy: {
        advice: `No statement is proposed, because the remedy is another form of the query: send the ${deed} as a statement of its own, in the same transaction.`,
      },
    };
  }
  const setting = 'max_parallel_workers_per_gather';
  if ((plan.settings[setting] ?? settings?.[setting]?.value) === '0') {
    return {
      because: `${setting} is 0`,
      remedy: { changes: [{ kind: 'set-setting', name: setting, value: '2' }] },
    };
  }
  const called = [
    ...calledFunctions([...nodes.flatMap(textsOf), text], schema).filter(({ parallel }) => parallel === 'unsafe'),
    ...calledFunctions(textsOf(scan), schema).filter(({ parallel }) => parallel === 'restricted'),
  ];
  if (called[0] !== undefined) return calling(called[0]);
  if (/^\s*declare\b[\s\S]*?\bcursor\b/i.test(text)) {
    return {
      because: 'it is the query of a cursor',
      remedy: {
        advice:
          'No statement is proposed, because the caller must take part: send the query itself and fetch all rows, or put the result into a table first (CREATE TABLE AS may be parallel).',
      },
    };
  }
  const table = schema && scan.relation ? findTable(schema, { schema: scan.schema, name: scan.relation }) : undefined;
  if (/^pg_temp/.test(scan.schema ?? '') || table?.persistence === 'temporary') {
    return {
      because: 'the table is temporary, which only its own session can read',
      remedy: {
        advice: 'No statement is proposed: hold the rows in an UNLOGGED table instead, which workers can read.',
      },
    };
  }
  if (table?.options.includes('parallel_workers=0') === true) {
    return {
      because: 'its storage parameter parallel_workers is 0',
      remedy: {
        advice: `No statement is proposed by this tool for storage parameters: ALTER TABLE ${table.name} RESET (parallel_workers).`,
      },
    };
  }
  return undefined;
}

function calling({ name, parallel, made }: FunctionTraits): Obstacle {
  return {
    because: `${name}() is parallel ${parallel}`,
    remedy: {
      advice: made
        ? `No statement is proposed, because only you know what ${name}() does: if it only reads, and no temporary table, ALTER FUNCTION ${name} PARALLEL SAFE. Functions are parallel unsafe unless they say otherwise.`
        : `No statement is proposed, because the remedy is another form of the query: call ${name}() outside of it, or on its result.`,
    },
  };
}

function textsOf(node: PlanNode): readonly string[] {
  return [...Object.values(node.conditions), ...(node.output ?? []), ...(node.sortKey ?? []), ...(node.groupKey ?? [])];
}

function isLarge(weight: NodeWeight, statistics: Statistics | undefined): boolean {
  return weight.node.type === 'Seq Scan' && weight.runs <= 1 && blocksOf(weight, statistics) >= leastBlocks;
}

function blocksOf({ node, ownBuffers }: NodeWeight, statistics: Statistics | undefined): number {
  const known =
    node.schema === undefined || node.relation === undefined
      ? undefined
      : tableStatistics(statistics, { schema: node.schema, name: node.relation })?.pages;
  return node.actual === undefined ? (known ?? 0) : blocksTouched(ownBuffers);
}

/** Rows cost to hand over: workers pay where few leave them, or an aggregate stands above. */
function wouldGain({ node }: NodeWeight, nodes: readonly PlanNode[], statistics: Statistics | undefined): boolean {
  const { read, kept } = rowsScanned(node, statistics);
  return kept <= read / 10 || nodes.some((one) => one.type === 'Aggregate' && node.id.startsWith(`${one.id}.`));
}

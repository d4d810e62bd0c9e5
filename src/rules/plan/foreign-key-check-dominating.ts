import { tableStatistics } from '#analysis/column-selectivity.ts';
import { describeIndex } from '#analysis/index-words.ts';
import { weighPlan } from '#analysis/plan-weights.ts';
import { count, countOf, duration } from '#analysis/plan-words.ts';
import {
  foreignKey,
  referencingIndex,
  type TriggerRun,
  triggerKind,
  unindexedReferences,
  writingNode,
} from '#analysis/trigger-costs.ts';
import { defineRule } from '#contracts/rule.ts';
import { leastShare, planFinding } from '#rules/plan-finding.ts';
import type { DatabaseSchema } from '#vocabulary/database-schema.ts';
import type { Finding } from '#vocabulary/finding.ts';
import type { IndexDefinition } from '#vocabulary/index-definition.ts';
import type { Plan } from '#vocabulary/plan.ts';
import type { Statistics } from '#vocabulary/statistics.ts';

const id = 'foreign-key-check-dominating';
const source = 'https://www.postgresql.org/docs/18/ddl-constraints.html#DDL-CONSTRAINTS-FK';

/** A look-up in an index takes some hundredths of a millisecond; this is a search. */
const searchMs = 0.1;
/** Where only the time speaks for a missing index. */
const leastPart = 0.2;
const leastMs = 1;

export const foreignKeyCheckDominating = defineRule({
  id,
  summary: 'A foreign key searches the referencing table for every row, since its column has no index.',
  needs: ['plan'],
  likes: ['schema', 'statistics'],
  engines: ['postgres'],
  source,
  *check({ plan, schema, statistics }) {
    const weights = weighPlan(plan);
    if (!plan.analyzed && schema !== undefined) yield* expected(plan, schema, statistics);
    if (weights.by !== 'time') return;
    const slow = plan.triggers.flatMap((run): readonly SlowKey[] => {
      // A new row is looked up in the key that it refers to, which has its index.
      if (writingNode(plan, run.relation).operation === 'Insert') return [];
      if (triggerKind(run, schema) !== 'referenced' || run.calls === 0) return [];
      const ms = run.ms ?? 0;
      const key = schema && searched(run, schema);
      if (ms < leastMs || key === 'indexed') return [];
      const share = ms / weights.total;
      const isCertain = key !== undefined;
      if (ms / run.calls < (isCertain ? searchMs / 2 : searchMs) || share < (isCertain ? leastShare : leastPart))
        return [];
      return [{ run, ms, ...key }];
    });
    const [worst] = [...slow].sort((one, other) => other.ms - one.ms);
    if (worst === undefined) return;
    const node = writingNode(plan, worst.run.relation);
    const weight = weights.nodes.find((one) => one.node.id === node.id);
    if (weight === undefined) return;
    const indexes = slow.flatMap(({ index }) => index ?? []);
    const spent = slow.reduce((sum, { ms }) => sum + ms, 0);
    yield planFinding({
      rule: { id, source },
      weights,
      weight,
      share: spent / weights.total,
      message: slow.map(describe).join('; '),
      why: 'When a referenced row is deleted or its key changes, the server looks for rows that refer to it. The referenced columns are always indexed, the referencing ones are not unless somebody made an index.',
      ...(indexes.length > 0
        ? {
            changes: indexes.map((index) => ({ kind: 'create-index' as const, index })),
            advice: `An index on ${indexes.map(describeIndex).join(' and on ')} finds the referring rows at once.`,
          }
        : {
            advice: `No statement is proposed: the plan names the constraint ${worst.run.constraint ?? worst.run.name}, not its columns. Index the columns of the referencing table that it is made of, if no index begins with them.`,
          }),
      observed: { what: 'time in foreign key checks', value: spent, unit: 'ms' },
    });
  },
});

/** A plan that was not run does not reckon with foreign keys: each deleted row is a pass over the referencing table. */
function* expected(plan: Plan, schema: DatabaseSchema, statistics: Statistics | undefined): Iterable<Finding> {
  const { root } = plan;
  const weights = weighPlan(plan);
  const [weight] = weights.nodes;
  if (weight === undefined || root.operation !== 'Delete' || root.relation === undefined) return;
  const rows = weight.rowsRead;
  for (const { table, constraint, index } of unindexedReferences(
    { schema: root.schema, name: root.relation },
    schema,
  )) {
    const known = tableStatistics(statistics, table);
    const pass = (known?.pages ?? 0) + 0.0125 * (known?.rows ?? 0);
    const share = (rows * pass) / (rows * pass + weights.total);
    if (pass < leastPassCost || rows < 1 || share < leastPart) continue;
    yield planFinding({
      rule: { id, source },
      weights: { ...weights, total: weights.total + rows * pass },
      weight,
      share,
      message: `Foreign key ${constraint.name} will read ${table.name} whole for each of ${countOf(rows, 'row')}: its ${constraint.columns.join(', ')} has no index`,
      why: 'When a referenced row is deleted, the server looks for rows that refer to it. The estimated cost of the plan leaves that out.',
      changes: [{ kind: 'create-index', index }],
      advice: `An index on ${describeIndex(index)} finds the referring rows at once.`,
      observed: { what: 'cost of the checks', value: Math.round(rows * pass), unit: 'cost' },
    });
  }
}

/** Some ten blocks and a thousand rows: less is read as fast as an index. */
const leastPassCost = 25;

interface SlowKey {
  readonly run: TriggerRun;
  readonly ms: number;
  readonly table?: string;
  readonly columns?: readonly string[];
  readonly index?: IndexDefinition;
}

function searched(run: TriggerRun, schema: DatabaseSchema): Omit<SlowKey, 'run' | 'ms'> | 'indexed' | undefined {
  const key = foreignKey(run, schema);
  if (key === undefined) return undefined;
  const { table, constraint } = key;
  const index = referencingIndex(table, constraint.columns, schema);
  return index === undefined ? 'indexed' : { table: table.name, columns: constraint.columns, index };
}

function describe({ run, ms, table, columns }: SlowKey): string {
  const name = run.constraint ?? run.name;
  const place = table === undefined ? '' : `: ${table} (${(columns ?? []).join(', ')}) has no index`;
  return `Foreign key ${name} was checked ${count(run.calls)} times in ${duration(ms)}, ${duration(ms / run.calls)} each${place}`;
}

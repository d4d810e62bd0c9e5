import { type LatePartitionKey, latePartitionKeys } from '#analysis/late-partition-keys.ts';
import { isEmptyHanded } from '#analysis/partition-scans.ts';
import { shareBelow, weighPlan } from '#analysis/plan-weights.ts';
import { count } from '#analysis/plan-words.ts';
import { defineRule } from '#contracts/rule.ts';
import { leastShare, planFinding } from '#rules/plan-finding.ts';

const id = 'partitions-not-pruned-at-run-time';
const source = 'https://www.postgresql.org/docs/18/ddl-partitioning.html#DDL-PARTITION-PRUNING';

export const partitionsNotPrunedAtRunTime = defineRule({
  id,
  summary: 'The partition key is compared with values that come too late for partitions to be left out.',
  needs: ['plan'],
  likes: ['schema'],
  engines: ['postgres'],
  source,
  *check({ plan, schema }) {
    const weights = weighPlan(plan);
    for (const late of latePartitionKeys(plan, schema)) {
      const { append, scans, alias, table } = late.group;
      const weight = weights.nodes.find(({ node }) => node.id === append.id);
      const idle = scans.filter(isEmptyHanded);
      const wasted =
        late.needed === undefined && idle.length > 0
          ? idle.reduce((sum, scan) => sum + shareBelow(weights, scan), 0)
          : shareBelow(weights, append) * (1 - (late.needed ?? 0) / scans.length);
      if (weight === undefined || wasted < leastShare) continue;
      yield planFinding({
        rule: { id, source },
        weights,
        weight,
        share: wasted,
        message: `All ${count(scans.length)} partitions of ${table?.name ?? alias} are read, ${figure(late, idle.length)}: ${late.condition} ${tooLate[late.cause]}`,
        why: 'While a query runs, partitions are left out by comparing the bare key with a parameter, the result of an uncorrelated sub-query or a stable function; a hash join, a volatile function or an OR leaves none out.',
        advice: `No statement is proposed, because the remedy is another form of the query: ${adviceFor[late.cause]}`,
        observed: { what: 'partitions read', value: scans.length, unit: 'partitions' },
      });
    }
  },
});

function figure({ needed }: LatePartitionKey, idle: number): string {
  if (needed === undefined) return idle > 0 ? `${count(idle)} of them for no row` : 'most of them in vain';
  return `though at most ${count(needed)} can match`;
}

const tooLate: Readonly<Record<LatePartitionKey['cause'], string>> = {
  joined: 'gets its values from the join',
  volatile: 'calls a volatile function, whose result may change from row to row',
  optional: 'holds for every row when the parameter is NULL',
  wrapped: 'compares an expression of the key, so that the value says nothing of the bounds',
};

const adviceFor: Readonly<Record<LatePartitionKey['cause'], string>> = {
  joined:
    'fetch the few values first and compare the bare key with them: key = ANY (ARRAY(SELECT …)), key = (SELECT …) where there is one, or key >= (SELECT min(…) …) AND key < (SELECT max(…) …) for a range.',
  volatile:
    'compare the key with (SELECT function()), which is evaluated once; or declare the function STABLE, if its result does not change within a statement.',
  optional:
    'send the condition only where the parameter has a value, or plan for the values at hand (plan_cache_mode = force_custom_plan).',
  wrapped:
    'let the key stand bare and do with the parameter what was done with the key, as a range where that needs one.',
};

import { crowdedPartitions } from '#analysis/crowded-partitions.ts';
import { type MissedPruning, missedPruning } from '#analysis/missed-pruning.ts';
import { isEmptyHanded } from '#analysis/partition-scans.ts';
import { shareBelow, weighPlan } from '#analysis/plan-weights.ts';
import { count } from '#analysis/plan-words.ts';
import { defineRule } from '#contracts/rule.ts';
import { isTiny, leastShare, planFinding } from '#rules/plan-finding.ts';

const id = 'partition-pruning-missed';
const source = 'https://www.postgresql.org/docs/18/ddl-partitioning.html#DDL-PARTITION-PRUNING';

export const partitionPruningMissed = defineRule({
  id,
  summary: 'Every partition is read, because the condition does not compare the bare partition key with a value.',
  needs: ['plan'],
  likes: ['schema'],
  engines: ['postgres'],
  source,
  *check({ plan, schema }) {
    const weights = weighPlan(plan);
    for (const missed of missedPruning(plan, schema)) {
      const { append, scans, alias, table } = missed.group;
      const weight = weights.nodes.find(({ node }) => node.id === append.id);
      const idle = plan.analyzed ? scans.filter(isEmptyHanded) : scans;
      const share = idle.reduce((sum, scan) => sum + shareBelow(weights, scan), 0);
      if (weight === undefined || share < leastShare) continue;
      // A key that the query may not know is worth a word only where it costs.
      if (missed.cause === 'unnamed' && (isTiny(weights, share) || crowdedPartitions(plan, schema))) continue;
      const found = plan.analyzed ? `, ${count(idle.length)} of them for no row` : '';
      yield planFinding({
        rule: { id, source },
        weights,
        weight,
        share,
        ...(missed.cause === 'unnamed' ? { severity: 'info' } : {}),
        message: `All ${count(scans.length)} partitions of ${table?.name ?? alias} are read${found}, because ${because(missed)}`,
        why: 'Partitions are left out only where the condition compares the partition key itself with a value: what a function or a cast makes of the key says nothing about the bounds.',
        ...remedy(missed),
        observed: { what: 'partitions read', value: scans.length, unit: 'partitions' },
      });
    }
  },
});

function because({ cause, operand, group }: MissedPruning): string {
  if (cause === 'off') return 'enable_partition_pruning is off';
  if (cause === 'wrapped') return `the condition compares ${operand ?? 'an expression'} instead of the key itself`;
  return `the condition does not name the partition key${keyWords(group.key)}`;
}

function remedy({
  cause,
  operand = '',
  group,
}: MissedPruning): Pick<Parameters<typeof planFinding>[0], 'changes' | 'advice'> {
  if (cause === 'off') return { changes: [{ kind: 'set-setting', name: 'enable_partition_pruning', value: 'on' }] };
  if (cause === 'unnamed') {
    return {
      advice: `No statement is proposed, because only you know which values of the key${keyWords(group.key)} can come: add them to the condition, as a range where they are dates.`,
    };
  }
  const ranges = /date|time|year|month|day|to_char|trunc|EXTRACT/i.test(operand);
  return {
    advice: `No statement is proposed, because the remedy is another form of the query: ${
      ranges
        ? 'compare the bare key with a range, from its beginning (>=) to the beginning of the next (<).'
        : 'let the key stand bare and bring the value into its type and form.'
    }`,
  };
}

function keyWords(key: readonly string[] | undefined): string {
  return key === undefined || key.length === 0 ? '' : ` (${key.join(', ')})`;
}

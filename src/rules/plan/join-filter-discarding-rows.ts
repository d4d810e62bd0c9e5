import { conditionTerms, isColumnEquality } from '#analysis/condition-terms.ts';
import { shareBelow, weighPlan } from '#analysis/plan-weights.ts';
import { count, countOf, nodeName } from '#analysis/plan-words.ts';
import { defineRule } from '#contracts/rule.ts';
import { leastShare, planFinding } from '#rules/plan-finding.ts';
import { isSplittableOr } from '#rules/split-or.ts';

const id = 'join-filter-discarding-rows';
const source = 'https://www.postgresql.org/docs/18/using-explain.html';

export const joinFilterDiscardingRows = defineRule({
  id,
  summary: 'A join makes ten times the pairs that it keeps: its condition is only a filter afterwards.',
  needs: ['plan'],
  source,
  *check({ plan }) {
    const weights = weighPlan(plan);
    for (const weight of weights.nodes) {
      const { node, rowsProduced } = weight;
      const condition = node.conditions.join;
      const discarded = (node.removed.join ?? 0) * (node.actual?.loops ?? 0);
      if (condition === undefined || discarded < 10_000 || discarded < 10 * rowsProduced) continue;
      const share = Math.max(weight.share, shareBelow(weights, node) * (node.type === 'Nested Loop' ? 1 : 0));
      // Joined by = and still a filter: its inner side lacks an index (sequential-scan-in-loop).
      if (share < leastShare || conditionTerms(condition).every(isColumnEquality)) continue;
      // An OR that can be taken apart has a remedy of its own (join-filter-with-or).
      if (isSplittableOr(condition)) continue;
      yield planFinding({
        rule: { id, source },
        weights,
        weight,
        share,
        message: `${nodeName(node)} made ${countOf(discarded + rowsProduced, 'pair')} of rows to keep ${count(rowsProduced)} by ${condition}`,
        why: 'Only conditions of the form column = column (or ones that an index can search) choose the partners of a row; any other is tested on every pair.',
        advice: `No statement is proposed, because the remedy is another form of the query. ${adviseOn(condition)}`,
        observed: { what: 'pairs removed by the join filter', value: discarded, unit: 'rows' },
      });
    }
  },
});

function adviseOn(condition: string): string {
  if (/[<>]=?|BETWEEN/.test(condition.replace(/<>/g, ''))) {
    return 'For ranges, join on a range type with a GiST index (&& or @>), or narrow one side first with a condition by =.';
  }
  return 'Bring the condition into the form column = column: same types, no function around either side, or an index on the expression.';
}

import { inputs, rowsProduced } from '#analysis/plan-walk.ts';
import { shareBelow, weighPlan } from '#analysis/plan-weights.ts';
import { count, countOf } from '#analysis/plan-words.ts';
import { defineRule } from '#contracts/rule.ts';
import { leastShare, planFinding } from '#rules/plan-finding.ts';

const id = 'large-offset';
const source = 'https://www.postgresql.org/docs/18/queries-limit.html';

export const largeOffset = defineRule({
  id,
  summary: 'OFFSET makes the server produce many rows only to skip them.',
  needs: ['plan'],
  source,
  *check({ plan }) {
    const weights = weighPlan(plan);
    for (const weight of weights.nodes) {
      const { node } = weight;
      const [input] = inputs(node);
      if (node.type !== 'Limit' || input === undefined || node.actual === undefined) continue;
      const wanted = weight.rowsProduced;
      // A parallel input may run ahead of the limit a little: only what was really handed over tells of an OFFSET.
      const skipped = rowsProduced(input) - wanted;
      const share = shareBelow(weights, node);
      if (wanted === 0 || skipped < 1000 || skipped < 10 * wanted || share < leastShare) continue;
      yield planFinding({
        rule: { id, source },
        weights,
        weight,
        share,
        message: `${countOf(skipped, 'row')} were produced and skipped to show ${count(wanted)}`,
        why: 'Skipped rows must be found, checked and put in order like the others; every further page costs more than the one before.',
        advice:
          'No statement is proposed, because the caller must take part: remember the last row that was shown and continue behind it (WHERE (created_at, id) > ($1, $2) ORDER BY created_at, id LIMIT …), with an index in that order.',
        observed: { what: 'rows skipped', value: Math.round(skipped), unit: 'rows' },
      });
    }
  },
});

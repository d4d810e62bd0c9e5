import { defineRule } from '#contracts/rule.ts';
import { estimateFinding, expectedAndGot, weighedMisestimates } from '#rules/estimate-finding.ts';

const id = 'join-estimate-off';
const source = 'https://www.postgresql.org/docs/18/row-estimation-examples.html';

export const joinEstimateOff = defineRule({
  id,
  summary: 'The rows of both sides were estimated well, and the rows of their join ten times too many or too few.',
  needs: ['plan'],
  likes: ['statistics'],
  engines: ['postgres'],
  source,
  *check({ plan, statistics }) {
    for (const error of weighedMisestimates(plan, 'join', statistics)) {
      const { conditions, removed, actual } = error.origin.node;
      // A condition that is tested on every pair cannot be estimated; that it is tested so is the fault.
      const discarded = (removed.join ?? 0) * (actual?.loops ?? 1);
      if (discarded >= 10_000 && discarded >= 10 * error.weight.rowsProduced) continue;
      const condition = conditions.hash ?? conditions.merge ?? conditions.join;
      yield estimateFinding({ id, source }, error, {
        message: `${expectedAndGot(error)}, though both sides were estimated well`,
        why: 'The planner supposes that a condition on one table says nothing of the other, and that joined values are spread evenly; no statistics reach over two tables.',
        advice: `No statement is proposed, because PostgreSQL keeps no statistics over two tables${
          condition === undefined ? '' : ` to estimate ${condition} by`
        }. Hold the result of this join in a temporary table and ANALYZE it before the rest is joined; or carry the column of the condition over to the joined table, where statistics can see both.`,
      });
    }
  },
});

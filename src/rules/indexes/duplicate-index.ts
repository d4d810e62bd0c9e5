import { defineRule } from '#contracts/rule.ts';
import { dropFindings } from '#rules/drop-finding.ts';

const id = 'duplicate-index';
const source = 'https://www.postgresql.org/docs/18/indexes-intro.html';

export const duplicateIndex = defineRule({
  id,
  summary: 'Two indexes of a table hold the same keys in the same order.',
  needs: ['schema'],
  likes: ['statistics', 'usage'],
  engines: ['postgres'],
  source,
  *check(facts) {
    const why =
      'Every row is entered into both, both take disk and memory, and the planner needs one. The drop can be undone: its definition is kept in the report.';
    yield* dropFindings({ id, source, kind: 'duplicate', why }, facts);
  },
});

import { defineRule } from '#contracts/rule.ts';
import { dropFindings } from '#rules/drop-finding.ts';

const id = 'covered-index';
const source = 'https://www.postgresql.org/docs/18/indexes-multicolumn.html';

export const coveredIndex = defineRule({
  id,
  summary: 'Another index begins with the same keys and serves the same queries.',
  needs: ['schema'],
  likes: ['statistics', 'usage'],
  engines: ['postgres'],
  source,
  *check(facts) {
    const why =
      'A B-tree on (a, b) finds rows by a and gives them in the order of a as one on (a) does; every row is entered into both.';
    yield* dropFindings({ id, source, kind: 'covered', why }, facts);
  },
});

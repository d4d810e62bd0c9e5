import { defineRule } from '#contracts/rule.ts';
import { dropFindings } from '#rules/drop-finding.ts';

const id = 'unused-index';
const source = 'https://www.postgresql.org/docs/18/monitoring-stats.html#MONITORING-PG-STAT-ALL-INDEXES-VIEW';

export const unusedIndex = defineRule({
  id,
  summary: 'No query scanned the index on any node in a month of counting.',
  needs: ['schema', 'usage'],
  likes: ['statistics'],
  engines: ['postgres'],
  source,
  *check(facts) {
    const why = 'Every row is entered into it, VACUUM reads it, it takes disk and memory, and no query gains by it.';
    yield* dropFindings({ id, source, kind: 'unused', why }, facts);
  },
});

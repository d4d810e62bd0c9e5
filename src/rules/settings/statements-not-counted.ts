import { observationSettings } from '#analysis/server-settings/observation-settings.ts';
import { defineRule } from '#contracts/rule.ts';
import { settingFindings } from '#rules/setting-finding.ts';

const id = 'statements-not-counted';

export const statementsNotCounted = defineRule({
  id,
  summary: 'pg_stat_statements is not loaded: nobody knows which statements take the time.',
  needs: ['settings'],
  likes: ['load'],
  engines: ['postgres'],
  source: 'https://www.postgresql.org/docs/18/pgstatstatements.html',
  *check(facts) {
    yield* settingFindings(id, observationSettings, facts);
  },
});

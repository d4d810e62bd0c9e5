import { sessionSettings } from '#analysis/server-settings/session-settings.ts';
import { defineRule } from '#contracts/rule.ts';
import { settingFindings } from '#rules/setting-finding.ts';

const id = 'idle-transactions-unbounded';

export const idleTransactionsUnbounded = defineRule({
  id,
  summary: 'A forgotten transaction keeps its locks and dead rows for ever.',
  needs: ['settings'],
  likes: ['counters'],
  engines: ['postgres'],
  source: 'https://www.postgresql.org/docs/18/runtime-config-client.html#GUC-IDLE-IN-TRANSACTION-SESSION-TIMEOUT',
  *check(facts) {
    yield* settingFindings(id, sessionSettings, facts);
  },
});

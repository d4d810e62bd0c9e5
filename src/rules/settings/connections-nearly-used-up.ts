import { sessionSettings } from '#analysis/server-settings/session-settings.ts';
import { defineRule } from '#contracts/rule.ts';
import { settingFindings } from '#rules/setting-finding.ts';

const id = 'connections-nearly-used-up';

export const connectionsNearlyUsedUp = defineRule({
  id,
  summary: 'Nearly all sessions that may connect are there: the next ones are refused.',
  needs: ['settings', 'counters'],
  engines: ['postgres'],
  source: 'https://www.postgresql.org/docs/18/runtime-config-connection.html#GUC-MAX-CONNECTIONS',
  *check(facts) {
    yield* settingFindings(id, sessionSettings, facts);
  },
});

import { sessionSettings } from '#analysis/server-settings/session-settings.ts';
import { defineRule } from '#contracts/rule.ts';
import { settingFindings } from '#rules/setting-finding.ts';

const id = 'too-many-connections-allowed';

export const tooManyConnectionsAllowed = defineRule({
  id,
  summary: 'More sessions may connect than any machine can keep at work.',
  needs: ['settings'],
  likes: ['counters'],
  engines: ['postgres'],
  source: 'https://www.postgresql.org/docs/18/runtime-config-connection.html#GUC-MAX-CONNECTIONS',
  *check(facts) {
    yield* settingFindings(id, sessionSettings, facts);
  },
});

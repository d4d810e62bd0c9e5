import { walSettings } from '#analysis/server-settings/wal-settings.ts';
import { defineRule } from '#contracts/rule.ts';
import { settingFindings } from '#rules/setting-finding.ts';

const id = 'wal-buffers-full';

export const walBuffersFull = defineRule({
  id,
  summary: 'Sessions find the WAL buffers full and have to write them out themselves.',
  needs: ['settings', 'counters'],
  engines: ['postgres'],
  source: 'https://www.postgresql.org/docs/18/runtime-config-wal.html#GUC-WAL-BUFFERS',
  *check(facts) {
    yield* settingFindings(id, walSettings, facts);
  },
});

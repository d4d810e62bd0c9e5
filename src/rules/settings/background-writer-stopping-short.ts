import { writerSettings } from '#analysis/server-settings/writer-settings.ts';
import { defineRule } from '#contracts/rule.ts';
import { settingFindings } from '#rules/setting-finding.ts';

const id = 'background-writer-stopping-short';

export const backgroundWriterStoppingShort = defineRule({
  id,
  summary: 'The background writer stops before it has cleaned enough buffers.',
  needs: ['settings', 'counters'],
  engines: ['postgres'],
  source: 'https://www.postgresql.org/docs/18/runtime-config-resource.html#GUC-BGWRITER-LRU-MAXPAGES',
  *check(facts) {
    yield* settingFindings(id, writerSettings, facts);
  },
});

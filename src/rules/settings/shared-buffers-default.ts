import { bufferSettings } from '#analysis/server-settings/buffer-settings.ts';
import { defineRule } from '#contracts/rule.ts';
import { settingFindings } from '#rules/setting-finding.ts';

const id = 'shared-buffers-default';

export const sharedBuffersDefault = defineRule({
  id,
  summary: 'The server keeps 128 MB of the data in its own memory, and looks outside for the rest.',
  needs: ['settings', 'counters'],
  engines: ['postgres'],
  source: 'https://www.postgresql.org/docs/18/runtime-config-resource.html#GUC-SHARED-BUFFERS',
  *check(facts) {
    yield* settingFindings(id, bufferSettings, facts);
  },
});

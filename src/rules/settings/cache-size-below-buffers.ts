import { bufferSettings } from '#analysis/server-settings/buffer-settings.ts';
import { defineRule } from '#contracts/rule.ts';
import { settingFindings } from '#rules/setting-finding.ts';

const id = 'cache-size-below-buffers';

export const cacheSizeBelowBuffers = defineRule({
  id,
  summary: 'The planner is told of less cache than the server’s own buffers.',
  needs: ['settings'],
  engines: ['postgres'],
  source: 'https://www.postgresql.org/docs/18/runtime-config-query.html#GUC-EFFECTIVE-CACHE-SIZE',
  *check(facts) {
    yield* settingFindings(id, bufferSettings, facts);
  },
});

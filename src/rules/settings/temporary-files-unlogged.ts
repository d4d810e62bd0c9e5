import { observationSettings } from '#analysis/server-settings/observation-settings.ts';
import { defineRule } from '#contracts/rule.ts';
import { settingFindings } from '#rules/setting-finding.ts';

const id = 'temporary-files-unlogged';

export const temporaryFilesUnlogged = defineRule({
  id,
  summary: 'Temporary files are written, and nothing tells by which statement.',
  needs: ['settings', 'counters'],
  engines: ['postgres'],
  source: 'https://www.postgresql.org/docs/18/runtime-config-logging.html#GUC-LOG-TEMP-FILES',
  *check(facts) {
    yield* settingFindings(id, observationSettings, facts);
  },
});

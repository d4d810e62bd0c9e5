import { observationSettings } from '#analysis/server-settings/observation-settings.ts';
import { defineRule } from '#contracts/rule.ts';
import { settingFindings } from '#rules/setting-finding.ts';

const id = 'io-timing-off';

export const ioTimingOff = defineRule({
  id,
  summary: 'Nobody can tell whether statements wait for the disk.',
  needs: ['settings'],
  engines: ['postgres'],
  source: 'https://www.postgresql.org/docs/18/runtime-config-statistics.html#GUC-TRACK-IO-TIMING',
  *check(facts) {
    yield* settingFindings(id, observationSettings, facts);
  },
});

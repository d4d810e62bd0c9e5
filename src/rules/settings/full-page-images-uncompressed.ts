import { walSettings } from '#analysis/server-settings/wal-settings.ts';
import { defineRule } from '#contracts/rule.ts';
import { settingFindings } from '#rules/setting-finding.ts';

const id = 'full-page-images-uncompressed';

export const fullPageImagesUncompressed = defineRule({
  id,
  summary: 'A good part of the WAL is whole pages, and they are not compressed.',
  needs: ['settings', 'counters'],
  engines: ['postgres'],
  source: 'https://www.postgresql.org/docs/18/runtime-config-wal.html#GUC-WAL-COMPRESSION',
  *check(facts) {
    yield* settingFindings(id, walSettings, facts);
  },
});

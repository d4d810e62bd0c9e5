import { workMemorySettings } from '#analysis/server-settings/work-memory-settings.ts';
import { defineRule } from '#contracts/rule.ts';
import { settingFindings } from '#rules/setting-finding.ts';

const id = 'work-mem-spilling';

export const workMemSpilling = defineRule({
  id,
  summary: 'Sorts and hashes go to disk, as work_mem is too small for them.',
  needs: ['settings', 'counters'],
  likes: ['load'],
  engines: ['postgres'],
  source: 'https://www.postgresql.org/docs/18/runtime-config-resource.html#GUC-WORK-MEM',
  *check(facts) {
    yield* settingFindings(id, workMemorySettings, facts);
  },
});

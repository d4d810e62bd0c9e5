import type { Facts } from '#contracts/facts.ts';
import type { Settings } from '#vocabulary/settings.ts';

/** The planner settings that a plan carries (EXPLAIN (SETTINGS)), where no server could be asked. */
export function settingsOf(facts: Partial<Facts>): Settings {
  if (facts.settings !== undefined) return facts.settings;
  return Object.fromEntries(Object.entries(facts.plan?.settings ?? {}).map(([name, value]) => [name, { value }]));
}

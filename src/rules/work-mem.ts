import { kilobytes } from '#analysis/plan-words.ts';
import type { Change } from '#vocabulary/change.ts';
import type { Plan } from '#vocabulary/plan.ts';
import type { Settings } from '#vocabulary/settings.ts';

/** More than 1 GB for one step of one query is no remedy: every step of every session may take as much. */
const most = 1_048_576;

/** Bytes that a row in memory takes beside its columns: header, pointer, allocation. */
export const rowOverhead = 56;

/**
 * Raises work_mem for this query so that a step needing `needed` kB stays in memory; where that is too much to ask, says
 * so. https://www.postgresql.org/docs/18/runtime-config-resource.html#GUC-WORK-MEM
 */
export function moreMemory(
  needed: number,
  now: number | undefined,
  otherwise: string,
): { readonly changes: readonly Change[]; readonly advice: string } {
  const value = roundUp(Math.max(needed, (now ?? 0) + 1));
  if (value > most) {
    return {
      changes: [],
      advice:
        `No setting is proposed: it would take about ${kilobytes(needed)} of work_mem, for this one step alone. ${otherwise}`.trim(),
    };
  }
  return {
    changes: [{ kind: 'set-setting', name: 'work_mem', value: spellKilobytes(value) }],
    advice:
      `Set it for this query or its role, not for the whole server: every sort and hash of every session may take as much. ${otherwise}`.trim(),
  };
}

/** In kB; the plan's own settings first, since they are what the query ran with. */
export function workMem(plan: Plan, settings: Settings | undefined): number | undefined {
  const own = plan.settings['work_mem'];
  if (own !== undefined) return readKilobytes(own);
  const setting = settings?.['work_mem'];
  return setting === undefined
    ? undefined
    : readKilobytes(`${setting.value}${/^\d+$/.test(setting.value) ? (setting.unit ?? '') : ''}`);
}

/** How much more a hash table may take than a sort. Since 15 the default is 2. */
export function hashMultiplier(plan: Plan, settings: Settings | undefined): number {
  const value = Number(plan.settings['hash_mem_multiplier'] ?? settings?.['hash_mem_multiplier']?.value ?? 1);
  return Math.max(1, value || 1);
}

/** "64kB", "4MB": kB. */
export function readKilobytes(text: string): number | undefined {
  const parts = /^(\d+(?:\.\d+)?)\s*(B|kB|MB|GB|TB)?$/.exec(text.trim());
  const factors: Readonly<Record<string, number>> = { B: 1 / 1024, kB: 1, MB: 1024, GB: 1_048_576, TB: 1_073_741_824 };
  return parts === null ? undefined : Number(parts[1]) * (factors[parts[2] ?? 'kB'] ?? 1);
}

/** To the next power of two: a figure that one can remember, with some room to grow. */
function roundUp(value: number): number {
  return 2 ** Math.ceil(Math.log2(Math.max(1024, value)));
}

function spellKilobytes(value: number): string {
  return value >= 1_048_576 ? `${value / 1_048_576}GB` : `${value / 1024}MB`;
}

import { bufferSettings } from './buffer-settings.ts';
import { observationSettings } from './observation-settings.ts';
import { plannerSettings } from './planner-settings.ts';
import { safetySettings } from './safety-settings.ts';
import { sessionSettings } from './session-settings.ts';
import type { ServerFacts, SettingVerdict } from './setting-verdict.ts';
import { vacuumSettings } from './vacuum-settings.ts';
import { walSettings } from './wal-settings.ts';
import { workMemorySettings } from './work-memory-settings.ts';
import { writerSettings } from './writer-settings.ts';

/** Every setting that is judged, with what comes of it: what is dangerous first, then by what it is about. */
export function judgeSettings(facts: ServerFacts): readonly SettingVerdict[] {
  const groups = [
    safetySettings,
    vacuumSettings,
    walSettings,
    bufferSettings,
    workMemorySettings,
    plannerSettings,
    sessionSettings,
    writerSettings,
    observationSettings,
  ];
  return groups.flatMap((group) => group(facts));
}

import type { RehearsedStep } from '#vocabulary/rehearsal.ts';
import { mendTwin } from './made-up-faults.ts';
import type { ObserveOptions } from './observation.ts';
import { runUnit, type UnitRun } from './run-unit.ts';
import type { ScriptUnit } from './script-units.ts';
import type { Stage } from './stage.ts';

/** More roles and tables than this are not mended for one transaction. */
const mostMends = 20;

/** Runs the statements of one transaction; where only the twin is at fault, that is mended and they run again. */
export async function runMended(
  stage: Stage,
  unit: ScriptUnit,
  locks: ObserveOptions['locks'],
  signal: AbortSignal,
): Promise<UnitRun> {
  const doubts: { readonly step: number; readonly sentence: string }[] = [];
  for (let mends = 0; ; mends++) {
    const run = await runUnit(stage, unit, locks, signal);
    const statement = run.steps.at(-1)?.statement ?? '';
    const stands = run.error === undefined || mends >= mostMends;
    const sentence = stands ? undefined : await mendTwin(stage, statement, run.error);
    if (sentence === undefined) return { ...run, steps: withDoubts(run.steps, doubts) };
    doubts.push({ step: run.steps.length - 1, sentence });
  }
}

function withDoubts(
  steps: readonly RehearsedStep[],
  doubts: readonly { readonly step: number; readonly sentence: string }[],
): readonly RehearsedStep[] {
  return steps.map((one, at) => {
    const own = doubts.filter(({ step }) => step === at).map(({ sentence }) => sentence);
    return own.length === 0 ? one : { ...one, unknown: [...own, ...one.unknown] };
  });
}

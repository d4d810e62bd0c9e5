import { checkModel } from '#analysis/logical-model/check-model.ts';
import { expandModel } from '#analysis/logical-model/expand-model.ts';
import { modelVolumes } from '#analysis/logical-model/model-volumes.ts';
import type { Engine } from '#contracts/engine.ts';
import type { DesignProof } from '#vocabulary/design-proof.ts';
import type { LogicalModel, ModelSource } from '#vocabulary/logical-model.ts';
import type { PhysicalDesign } from '#vocabulary/physical-design.ts';
import { quiet } from '../../../bench/quiet-context.ts';

/** A model made and tried by an engine. */
export async function prove(
  engine: Engine,
  source: ModelSource,
): Promise<{ readonly model: LogicalModel; readonly design: PhysicalDesign; readonly proof: DesignProof }> {
  const { model, faults } = expandModel(source);
  if (model === undefined) throw new Error(JSON.stringify(faults));
  const unsound = checkModel(model);
  if (unsound.length > 0) throw new Error(JSON.stringify(unsound));
  const design = engine.design?.(model, new Date('2026-06-15T00:00:00Z'));
  const tried = engine.twin?.prove;
  if (design === undefined || tried === undefined) throw new Error(`${engine.traits.name} designs nothing.`);
  return { model, design, proof: await tried({ model, design, volumes: modelVolumes(model) }, quiet) };
}

/**
 * What is wrong, a line each. A scenario that the server cannot keep is none, if the design says so and the question
 * that the application is to ask finds it; nor is a pair that is legal in the order in which the two took turns.
 */
export function faultsOfProof({ design, proof }: Awaited<ReturnType<typeof prove>>): readonly string[] {
  const unkept = proof.scenarios.filter(({ kept }) => kept === 'unknown');
  const isTold = (why: string) => design.unenforced.some(({ what }) => why.includes(`“${what}”`));
  return [
    ...(proof.failed === undefined ? [] : [`${proof.failed.of}: ${proof.failed.message}\n${proof.failed.statement}`]),
    ...proof.fixture.map(({ statement, message }) => `fixture: ${message}\n${statement}`),
    ...(proof.roundTrip?.left ?? []).map((line) => `left: ${line}`),
    ...(proof.roundTrip?.differs ?? []).map((line) => `differs: ${line}`),
    ...proof.scenarios.flatMap(({ says, kind, kept, why }) => (kept === false ? [`${kind} "${says}": ${why}`] : [])),
    ...unkept
      .filter(({ why }) => !isTold(why) && !why.startsWith('The second waited for the first, after which it is legal.'))
      .map(({ says, why }) => `untold: ${says}: ${why}`),
    ...(proof.routines ?? []).flatMap(({ name, failed }) => (failed === undefined ? [] : [`${name}: ${failed}`])),
    ...proof.access
      .filter(({ scans, failed }) => failed !== undefined || scans.length > 0)
      .map(({ name, scans, failed }) => `"${name}": ${failed ?? `reads all of ${scans.join(', ')}`}`),
  ];
}

import { checkModel } from '#analysis/logical-model/check-model.ts';
import { expandModel } from '#analysis/logical-model/expand-model.ts';
import { modelVolumes } from '#analysis/logical-model/model-volumes.ts';
import { postgres } from '#engines/postgres/engine.ts';
import { proveDesign } from '#engines/postgres/twin/prove-design.ts';
import { judge } from '#rules/judge.ts';
import { reviewRules } from '#tasks/design/review/rule-classes.ts';
import type { DatabaseSchema } from '#vocabulary/database-schema.ts';
import type { DesignProof } from '#vocabulary/design-proof.ts';
import type { ModelSource } from '#vocabulary/logical-model.ts';
import { quiet } from '../../../bench/quiet-context.ts';

/** What is wrong with a model when it is really made on a native server and used; empty: nothing. */
export async function faultsOf(source: ModelSource, kind: 'native' | 'pglite' = 'native'): Promise<readonly string[]> {
  const { model, faults } = expandModel(source);
  if (model === undefined)
    return faults.map(({ path, message, hint }) => `${path.join('.')}: ${message} ${hint ?? ''}`);
  const unsound = checkModel(model);
  if (unsound.length > 0) return unsound.map(({ path, message }) => `${path.join('.')}: ${message}`);
  const design = postgres.design?.(model, new Date('2026-06-15T00:00:00Z'));
  if (design === undefined) return ['no design'];
  const proof = await proveDesign({ model, design, volumes: modelVolumes(model) }, quiet, { kind });
  return [...faultsIn(proof, kind), ...warningsOf(design.schema)];
}

/** A schema of our own passes our own review. */
function warningsOf(schema: DatabaseSchema): readonly string[] {
  return judge(reviewRules, { schema }).findings.flatMap(({ severity, rule, at, message }) =>
    severity === 'info' ? [] : [`review, ${rule} at ${at}: ${message}`],
  );
}

function faultsIn(proof: DesignProof, server: 'native' | 'pglite'): readonly string[] {
  return [
    ...(proof.failed === undefined ? [] : [`${proof.failed.of}: ${proof.failed.message}\n${proof.failed.statement}`]),
    ...proof.fixture.map(({ statement, message }) => `fixture: ${message}\n${statement}`),
    ...(proof.roundTrip?.left ?? []).map((line) => `left after going down: ${line}`),
    ...(proof.roundTrip?.differs ?? []).map((line) => `differs after going up again: ${line}`),
    ...proof.scenarios.flatMap(({ says, kind, kept, why }) =>
      kept === false || (kept === 'unknown' && server === 'native') ? [`${kind} "${says}": ${why}`] : [],
    ),
    ...(proof.routines ?? []).flatMap(({ name, failed }) => (failed === undefined ? [] : [`${name}: ${failed}`])),
    ...proof.access.flatMap(({ name, scans, failed }) => [
      ...scans.map((table) => `"${name}" reads all of ${table}`),
      ...(failed === undefined ? [] : [`"${name}": ${failed}`]),
    ]),
  ];
}

import { expect, test } from 'vitest';
import { checkModel } from '#analysis/logical-model/check-model.ts';
import { expandModel } from '#analysis/logical-model/expand-model.ts';
import { modelVolumes } from '#analysis/logical-model/model-volumes.ts';
import { postgres } from '#engines/postgres/engine.ts';
import { proveDesign } from '#engines/postgres/twin/prove-design.ts';
import { quiet } from '../../../bench/quiet-context.ts';
import { invariantsModel } from './invariants.fixture.ts';

test.each(['native', 'pglite'] as const)(
  'every kind of rule is kept by %s',
  async (kind) => {
    const { model, faults } = expandModel(invariantsModel);
    if (model === undefined) throw new Error(JSON.stringify(faults));
    expect(checkModel(model)).toEqual([]);
    const design = postgres.design?.(model, new Date('2026-06-15T00:00:00Z'));
    if (design === undefined) throw new Error('no design');
    const proof = await proveDesign({ model, design, volumes: modelVolumes(model) }, quiet, { kind });
    expect(proof.failed).toBeUndefined();
    expect(proof.fixture).toEqual([]);
    expect(proof.roundTrip).toEqual({ left: [], differs: [] });
    const wrong = proof.scenarios.filter(({ kept }) => (kind === 'native' ? kept !== true : kept === false));
    expect(wrong).toEqual([]);
    expect(proof.access.filter(({ scans, failed }) => scans.length > 0 || failed !== undefined)).toEqual([]);
  },
  120_000,
);

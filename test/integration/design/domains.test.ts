import { describe, expect, test } from 'vitest';
import { domains } from '#analysis/domains/catalogue.ts';
import type { Domain } from '#analysis/domains/domain.ts';
import { mergeParts } from '#analysis/domains/merge-parts.ts';
import { expandModel } from '#analysis/logical-model/expand-model.ts';
import { withUuidKeys } from '#analysis/model-statements/with-uuid-keys.ts';
import type { Scenario } from '#vocabulary/scenario.ts';
import { sampleOf } from '../../sample-of.ts';
import { faultsOf } from './prove-domain.ts';

const whole = ({ id, part, options }: Domain) => mergeParts(id, [part, ...options.map((option) => option.part)]);
const usual = ({ id, part, options }: Domain) =>
  mergeParts(id, [part, ...options.flatMap((option) => (option.usual ? [option.part] : []))]);

describe('every domain', () => {
  test.each(domains)('$id states what must be refused, accepted and kept against two sessions', (domain) => {
    const { scenarios = [], invariants = [] } = whole(domain) as {
      scenarios?: Scenario[];
      invariants?: { kind: string }[];
    };
    const count = (kind: 'refuse' | 'accept' | 'race') => scenarios.filter((one) => one[kind] !== undefined).length;
    expect(count('refuse')).toBeGreaterThanOrEqual(15);
    expect(count('accept')).toBeGreaterThanOrEqual(10);
    const acrossRows = invariants.filter(({ kind }) => kindsAcrossRows.has(kind));
    expect(count('race')).toBeGreaterThanOrEqual(acrossRows.length);
  });
});

/** A parent that never leaves the state that is asked for can be in no race: only-while is left to the authors. */
const kindsAcrossRows: ReadonlySet<string> = new Set([
  'no-overlap',
  'only-one',
  'sum-at-most',
  'count-at-most',
  'running-total',
  'at-least-one',
  'acyclic',
]);

describe('on a real server', () => {
  test.each(sampleOf(domains, 2))(
    '$id, all of it',
    async (domain) => {
      expect(await faultsOf(whole(domain))).toEqual([]);
    },
    120_000,
  );

  test.each(sampleOf(domains, 1))(
    '$id, what is usual',
    async (domain) => {
      expect(await faultsOf(usual(domain))).toEqual([]);
    },
    120_000,
  );

  test.each(sampleOf(domains, 1))(
    '$id, with UUIDs for keys',
    async (domain) => {
      const { model } = expandModel(whole(domain));
      if (model === undefined) throw new Error(`${domain.id} is unsound.`);
      expect(await faultsOf(withUuidKeys(model))).toEqual([]);
    },
    120_000,
  );
});

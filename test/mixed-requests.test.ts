import { describe, expect, test } from 'vitest';
import { domains } from '#analysis/domains/catalogue.ts';
import { features } from '#analysis/features/catalogue.ts';
import { composeModel } from '#analysis/requirements/compose-model.ts';
import { mixedCases } from '#analysis/requirements/mixed-cases.fixture.ts';
import { readRequirements } from '#analysis/requirements/read-requirements.ts';
import { scoreRequests } from '#analysis/requirements/request-score.fixture.ts';
import { answeredByTenants } from '#analysis/requirements/tenant-words.ts';
import { composed, designed, pairs } from './integration/design/prove-mixed.ts';
import { sampleOf } from './sample-of.ts';

const registry = { domains, features };

test('requests for several domains are understood', () => {
  const cases = mixedCases.map(([text, wanted, asks]) => ({
    text,
    domains: wanted.split(' '),
    asks: asks.split(' ').filter((ask) => ask !== ''),
  }));
  const { wanted, found, right, exact, asked, met } = scoreRequests(cases, registry);
  // Before the composer was built 0.813, 1.000, 25 and 0.882.
  expect(right / wanted).toBeGreaterThan(0.87);
  expect(right / found).toBeGreaterThan(0.98);
  expect(exact).toBeGreaterThanOrEqual(30);
  expect(met / asked).toBeGreaterThan(0.93);
});

test.each(sampleOf(mixedCases, 2))('a schema is made of "%s"', (text) => {
  const { model, questions } = composeModel(readRequirements(text, registry), registry);
  expect(designed(model)).not.toHaveProperty('faults');
  expect(questions.filter(({ question }) => question.includes('could not be joined'))).toEqual([]);
});

test('what tenants answer is not asked', () => {
  const questionsOf = (text: string) =>
    (composeModel(readRequirements(text, registry), registry).model.questions ?? []).flatMap(({ question }) =>
      answeredByTenants.has(question) ? [question] : [],
    );
  expect(questionsOf('inventory and hospital records').sort()).toEqual([...answeredByTenants].sort());
  expect(questionsOf('multi-tenant inventory and hospital records')).toEqual([]);
});

describe('every two domains', () => {
  test.each(sampleOf(pairs, 3).map(([one, other]) => [one.id, other.id, one, other] as const))(
    '%s and %s are one schema, in either order',
    (_, __, one, other) => {
      for (const list of [
        [one, other],
        [other, one],
      ]) {
        const { model, questions } = composed(list);
        expect(designed(model)).not.toHaveProperty('faults');
        expect(questions.filter(({ question }) => question.includes('could not be joined'))).toEqual([]);
      }
    },
  );
});

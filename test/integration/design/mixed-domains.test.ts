import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { domains } from '#analysis/domains/catalogue.ts';
import { sampleOf } from '../../sample-of.ts';
import { composed, type MixedProof, oneSession, pairs, scenarioServer } from './prove-mixed.ts';

const counted = { models: 0, refuse: 0, accept: 0, race: 0 };
let server: Awaited<ReturnType<typeof scenarioServer>>;
beforeAll(async () => {
  server = await scenarioServer();
});
afterAll(async () => {
  await server.stop();
  console.log(
    `${counted.models} mixed models: ${counted.refuse} forbidden and ${counted.accept} legal scenarios went as they must; ${counted.race} races stay open: ${oneSession}`,
  );
});

function expectKept({ faults, scenarios }: MixedProof): void {
  expect(faults).toEqual([]);
  expect(scenarios.filter(({ kept, why }) => kept !== true && why !== oneSession)).toEqual([]);
  counted.models++;
  for (const { kind } of scenarios) counted[kind]++;
}

describe('two domains in one request', () => {
  test.each(sampleOf(pairs, 3).map(([one, other]) => [one.id, other.id, one, other] as const))(
    '%s and %s keep all that each keeps alone',
    async (_, __, one, other) => {
      const { model, questions } = composed([one, other]);
      expect(questions.filter(({ question }) => question.includes('could not be joined'))).toEqual([]);
      expectKept(await server.prove(model));
    },
    60_000,
  );
});

describe('many tenants', () => {
  const tenantDomain = domains.find(({ id }) => id === 'multi-tenant-saas');
  const others = domains.filter((domain) => domain !== tenantDomain);

  test.each(sampleOf(others, 1))(
    '$id is apart for each tenant',
    async (domain) => {
      const proof = await server.prove(
        composed(tenantDomain === undefined ? [domain] : [tenantDomain, domain], true).model,
      );
      expectKept(proof);
      // Nothing of one tenant refers to another: a foreign key says so, no other rule before it.
      const across = proof.scenarios.filter(({ says }) => /: one tenant's refers|: moved to another tenant/.test(says));
      expect(across.length).toBeGreaterThan(0);
      expect(across.filter(({ why }) => !why.includes('foreign key constraint'))).toEqual([]);
    },
    60_000,
  );
});

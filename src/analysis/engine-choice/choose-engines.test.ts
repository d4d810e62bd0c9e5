import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EngineNeed, EngineRequirements, WorkloadKind } from '#vocabulary/engine-requirements.ts';
import { assessEngines } from './assess-engines.ts';
import { chooseEngines } from './choose-engines.ts';
import { criteria } from './criteria.ts';
import { heldOut } from './held-out.fixture.ts';
import { hurdlesOf } from './hurdles.ts';
import { readSentence } from './read-sentence.ts';
import { scenarios } from './scenarios.fixture.ts';
import { candidates, scoreScenario } from './score-scenarios.fixture.ts';
import { guideMatrix, listMatrix, typeMatrix } from './selection-matrices.fixture.ts';
import { turningPoints } from './turning-points.ts';
import { scaled, weightsOf } from './weights.ts';

const choose = (asked: unknown) => chooseEngines(candidates, EngineRequirements.parse(asked));

describe('labelled requests', () => {
  test('most are answered as their sources do', () => {
    const outcomes = scenarios.map(scoreScenario);
    const wrong = outcomes.filter(({ right }) => !right);
    console.log(
      `${outcomes.length - wrong.length} of ${outcomes.length}; not: ${wrong.map(({ scenario, main }) => `${scenario.asked} -> ${main}`).join(' | ')}`,
    );
    expect(outcomes.length).toBeGreaterThanOrEqual(60);
    expect(wrong.length).toBeLessThanOrEqual(1);
  });

  test('so are those that were looked at last', () => {
    const outcomes = heldOut.map(scoreScenario);
    const wrong = outcomes.filter(({ right }) => !right);
    console.log(
      `held out: ${outcomes.length - wrong.length} of ${outcomes.length}; not: ${wrong.map(({ scenario, main }) => `${scenario.asked} -> ${main}`).join(' | ')}`,
    );
    expect(outcomes).toHaveLength(20);
    expect(wrong.length).toBeLessThanOrEqual(1);
  });
});

describe('selection matrices', () => {
  test.each([...typeMatrix, ...guideMatrix, ...listMatrix].map((row) => [row.need, row] as const))('%s', (_, row) => {
    const { requirements } = readSentence(row.asked);
    const choice = chooseEngines(candidates, requirements);
    expect(row.first).toContain(choice.main);
    const turns = turningPoints(candidates, requirements, choice);
    const named = [choice.main, ...choice.companions.map(({ id }) => id), ...turns.flatMap(({ leadsTo }) => leadsTo)];
    for (const engine of row.engines) expect(named).toContain(engine);
  });
});

describe('one store or several', () => {
  test('the default is taken unless a need speaks against it', () => {
    expect(choose({ workloads: ['transactions'] })).toMatchObject({
      main: 'postgresql',
      by: 'default',
      companions: [],
    });
    expect(choose({ workloads: ['documents', 'queue', 'vector', 'rankings'] })).toMatchObject({
      main: 'postgresql',
      companions: [],
    });
  });

  test('what runs already stays, where it meets every must', () => {
    expect(choose({ workloads: ['transactions'], existing: ['mariadb'] })).toMatchObject({
      main: 'mariadb',
      by: 'existing',
    });
    expect(choose({ workloads: ['transactions'], existing: ['memcached'] })).toMatchObject({
      main: 'postgresql',
      by: 'default',
    });
  });

  test('a companion comes only for what the main store cannot do', () => {
    const { main, companions } = choose({
      workloads: ['transactions', 'cache', { kind: 'search', items: '20M' }, 'queue'],
    });
    expect(main).toBe('postgresql');
    expect(companions.map(({ id, kinds }) => [id, kinds])).toEqual([
      ['elasticsearch', ['search']],
      ['redis', ['cache']],
    ]);
    for (const { because } of companions) expect(because.length).toBeGreaterThan(0);
  });

  test('one companion serves all that it can', () => {
    const { companions } = choose({
      workloads: ['transactions', 'cache', { kind: 'sessions' }, { kind: 'rankings', writesPerSecond: '50k' }],
      users: '20M',
    });
    expect(companions.map(({ id, kinds }) => [id, kinds])).toEqual([['redis', ['sessions', 'rankings', 'cache']]]);
  });

  test('TimescaleDB is PostgreSQL: records and series share it', () => {
    const choice = choose({ workloads: ['transactions', { kind: 'time-series', writesPerSecond: '20k' }] });
    expect(choice).toMatchObject({ main: 'timescaledb', companions: [] });
  });

  test('where nothing fits, nothing is recommended', () => {
    const choice = choose({
      workloads: ['transactions'],
      consistency: 'strong',
      regions: { count: 3, writes: 'all' },
      hosting: { selfHosted: true },
    });
    expect(choice.main).toBeUndefined();
    expect(choice.ranking.every(({ failed }) => failed.length > 0)).toBe(true);
  });
});

const requirement = fc
  .record({
    workloads: fc.uniqueArray(fc.constantFrom(...WorkloadKind.options), { minLength: 1, maxLength: 3 }),
    needs: fc.uniqueArray(fc.constantFrom(...EngineNeed.options), { maxLength: 3 }),
    users: fc.option(fc.integer({ min: 1, max: 1e9 }), { nil: undefined }),
    bytes: fc.option(fc.integer({ min: 1, max: 1e15 }), { nil: undefined }),
    reads: fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: undefined }),
    consistency: fc.constantFrom('strong', 'eventual', undefined),
    hosting: fc.constantFrom(undefined, { cloud: 'aws' }, { managed: true }, { selfHosted: true }),
  })
  .map((asked) => EngineRequirements.parse(asked));

describe('laws', () => {
  test('one more must never brings back an engine that was out', () => {
    const more = fc.constantFrom<(asked: EngineRequirements) => EngineRequirements>(
      (asked) => ({ ...asked, licence: 'open-source' }),
      (asked) => ({ ...asked, consistency: 'strong' }),
      (asked) => ({ ...asked, latencyMs: 2 }),
      (asked) => ({ ...asked, itemBytes: 2e6 }),
      (asked) => ({ ...asked, regions: { count: 2, writes: 'all' } }),
      (asked) => ({ ...asked, hosting: { ...asked.hosting, selfHosted: true } }),
      (asked) => ({ ...asked, hosting: { ...asked.hosting, serverless: true } }),
      (asked) => ({ ...asked, avoid: ['redis'] }),
      ...EngineNeed.options.map((need) => (asked: EngineRequirements) => ({ ...asked, needs: [...asked.needs, need] })),
    );
    const out = (asked: EngineRequirements) => {
      const question = { asked, groups: asked.workloads, hurdles: hurdlesOf(asked), weights: weightsOf(asked) };
      return assessEngines(candidates, question)
        .filter(({ failed }) => failed.length > 0)
        .map(({ id }) => id);
    };
    fc.assert(
      fc.property(requirement, more, (asked, add) => {
        const after = new Set(out(add(asked)));
        expect(out(asked).filter((id) => !after.has(id))).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  test('a criterion that weighs more never lowers the engine that is best at it', () => {
    const weights = fc.array(fc.double({ min: 0.01, max: 1, noNaN: true }), {
      minLength: criteria.length,
      maxLength: criteria.length,
    });
    fc.assert(
      fc.property(
        requirement,
        weights,
        fc.nat(criteria.length - 1),
        fc.double({ min: 1.1, max: 20, noNaN: true }),
        (asked, given, at, factor) => {
          const criterion = criteria[at]!;
          const question = { asked, groups: asked.workloads, hurdles: hurdlesOf(asked) };
          const rank = (by: number) =>
            assessEngines(candidates, {
              ...question,
              weights: scaled((one) => given[criteria.indexOf(one)]! * (one === criterion ? by : 1)),
            });
          const before = rank(1);
          const best = before.toSorted((one, other) => other.scores[criterion] - one.scores[criterion])[0]!;
          const place = (ranking: typeof before) => {
            const mine = ranking.find(({ id }) => id === best.id)!;
            return ranking.filter(
              ({ failed, utility }) =>
                (failed.length === 0) === (mine.failed.length === 0) && utility > mine.utility + 1e-9,
            ).length;
          };
          expect(place(rank(factor))).toBeLessThanOrEqual(place(before));
        },
      ),
      { numRuns: 100 },
    );
  });

  test('the same request has the same answer, whatever the order of its words', () => {
    fc.assert(
      fc.property(requirement, (asked) => {
        const turned = { ...asked, workloads: asked.workloads.toReversed(), needs: asked.needs.toReversed() };
        const answer = (one: EngineRequirements) => {
          const { main, companions } = chooseEngines(candidates, one);
          return [main, ...companions.map(({ id }) => id)];
        };
        expect(answer(turned)).toEqual(answer(asked));
      }),
      { numRuns: 100 },
    );
  });
});

import { describe, expect, test } from 'vitest';
import { EngineRequirements } from '#vocabulary/engine-requirements.ts';
import { chooseEngines } from './choose-engines.ts';
import { confidenceOf } from './confidence.ts';
import { engineSheets } from './engine-sheets.ts';
import { candidates } from './score-scenarios.fixture.ts';
import { turningPoints } from './turning-points.ts';

const parse = (asked: unknown) => EngineRequirements.parse(asked);
const turns = (asked: unknown) => {
  const given = parse(asked);
  return turningPoints(candidates, given, chooseEngines(candidates, given));
};

describe('what would change the answer', () => {
  test('a figure is named near the point where the answer turns', () => {
    const sessions = { workloads: ['sessions'], users: '5M', reads: '95:5' };
    const turn = turns(sessions).find(({ when }) => when.startsWith('below about') && when.endsWith('users'));
    expect(turn?.leadsTo).toEqual(['postgresql']);
    const users = Number(/[\d,]+/.exec(turn?.when ?? '')?.[0].replaceAll(',', ''));
    expect(users).toBeGreaterThan(790_000);
    expect(users).toBeLessThan(1_000_000);
    expect(chooseEngines(candidates, parse({ ...sessions, users: users * 0.99 })).main).toBe('postgresql');
    expect(chooseEngines(candidates, parse({ ...sessions, users: users * 1.3 })).main).toBe('redis');
  });

  test('a need that was not said is named', () => {
    expect(turns({ workloads: ['transactions'] })).toContainEqual(
      expect.objectContaining({ when: 'if writes must spread over nodes', leadsTo: ['mongodb'] }),
    );
    expect(turns({ workloads: ['transactions'] })).toContainEqual(
      expect.objectContaining({ when: 'if the same rows are updated 20,000 times a second', leadsTo: ['mysql'] }),
    );
  });

  test('each leads to another answer, and the nearest come first', () => {
    for (const asked of [
      { workloads: ['cache'] },
      { workloads: ['transactions', 'search'] },
      { workloads: [{ kind: 'analytics', bytes: '50TB' }] },
    ]) {
      const main = chooseEngines(candidates, parse(asked)).main;
      const all = turns(asked);
      expect(all.length).toBeGreaterThan(0);
      expect(all.filter(({ leadsTo }) => leadsTo.length === 1 && leadsTo[0] === main)).toEqual([]);
      expect(all.map(({ distance }) => distance)).toEqual(
        all.map(({ distance }) => distance).toSorted((one, other) => one - other),
      );
    }
  });
});

describe('confidence', () => {
  test('is the same for the same request', () => {
    const asked = parse({ workloads: ['time-series'], writesPerSecond: '5k' });
    const choice = chooseEngines(candidates, asked);
    expect(confidenceOf(choice, engineSheets, asked)).toEqual(confidenceOf(choice, engineSheets, asked));
  });

  test('is high where nothing else fits and low where two are near', () => {
    const share = (given: unknown) => {
      const asked = parse(given);
      return confidenceOf(chooseEngines(candidates, asked), engineSheets, asked).share;
    };
    expect(share({ workloads: ['transactions'] })).toBeGreaterThan(0.9);
    expect(share({ workloads: ['events'], writesPerSecond: '500k' })).toBeLessThan(0.7);
    expect(
      share({ workloads: ['transactions'], consistency: 'strong', regions: { count: 2, writes: 'all' } }),
    ).toBeLessThan(1);
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ProblemError } from '#contracts/problem-error.ts';
import { parseRequirements } from './read-requirements.ts';

const read = (text: string) => parseRequirements(text, 'req.yaml');

function problemOf(text: string) {
  try {
    read(text);
  } catch (error) {
    if (error instanceof ProblemError) return error.problem;
    throw error;
  }
  throw new Error('it was taken');
}

describe('a file of requirements', () => {
  test('is read in the units that people write', () => {
    const asked = read(`
workloads:
  - transactions
  - { kind: search, items: 10M }
bytes: 2 TB
itemBytes: 400KB
reads: 95:5
requestsPerSecond: 20k
consistency: strong
regions: { count: 2, writes: all }
hosting: { cloud: aws, managed: true }
existing: [MySQL]
needs: [joins, geo]
`);
    expect(asked).toMatchObject({
      workloads: [{ kind: 'transactions' }, { kind: 'search', items: 10_000_000 }],
      bytes: 2e12,
      itemBytes: 400_000,
      reads: 0.95,
      requestsPerSecond: 20_000,
      existing: ['MySQL'],
      needs: ['joins', 'geo'],
    });
  });

  test('JSON is YAML too', () => {
    expect(read('{"workloads": ["cache"], "users": "5M"}')).toMatchObject({
      workloads: [{ kind: 'cache' }],
      users: 5e6,
    });
  });

  test.each([
    ['worklods: [cache]', 'req.yaml, line 1, column 1: there is no key "worklods".', 'workloads'],
    ['workloads:\n  - cahce', 'req.yaml, line 2, column 5: workloads.0: there is no "cahce".', 'cache'],
    ['workloads:\n  - { kind: serach }', 'req.yaml, line 2, column 7: there is no kind of work "serach".', 'search'],
    [
      'workloads:\n  - { kind: search, itmes: 5 }',
      'req.yaml, line 2, column 21: there is no key "itmes" in workloads.0.',
      'items',
    ],
    ['needs: [join]', 'req.yaml, line 1, column 9: needs.0: there is no "join".', 'joins'],
    ['hosting: { clod: aws }', 'req.yaml, line 1, column 12: there is no key "clod" in hosting.', 'cloud'],
    [
      'users: many',
      'req.yaml, line 1, column 1: users is wrong: "many" is no number; write 20000, 20k or 5M.',
      'For example',
    ],
    [
      'bytes: 2 parsecs',
      'req.yaml, line 1, column 1: bytes is wrong: "2 parsecs" is no size; write 500MB or 2 TB.',
      'For example',
    ],
  ])('%s', (text, message, hint) => {
    const problem = problemOf(text);
    expect(problem.code).toBe('invalid');
    expect(problem.message).toBe(message);
    expect(problem.hint).toContain(hint);
  });

  test('any text is read or refused in words', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        try {
          read(text);
        } catch (error) {
          expect(error).toBeInstanceOf(ProblemError);
        }
      }),
      { numRuns: 200 },
    );
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { repeatReader } from '#analysis/repeated-statements.ts';
import { shapeReader } from '#engines/postgres/parse/shape.ts';
import type { LoggedStatement } from '#vocabulary/logged-statement.ts';
import type { RepeatedStatements } from '#vocabulary/repeated-statement.ts';
import { labelledTraces } from './n-plus-one/traces.ts';

const shapeOf = shapeReader();

function read(statements: readonly LoggedStatement[], least = 10): RepeatedStatements {
  const reader = repeatReader({ least });
  for (const logged of statements) reader.push({ logged, shape: shapeOf(logged.text) });
  return reader.end();
}

describe('labelled traces', () => {
  const outcomes = labelledTraces.map(({ name, perRow, statements }) => {
    const found = read(statements).repeated.map(({ normalized }) => normalized);
    const right = perRow.filter((start) => found.some((one) => one.startsWith(start)));
    const wrong = found.filter((one) => !perRow.some((start) => one.startsWith(start)));
    return { name, wanted: perRow.length, right: right.length, wrong: wrong.length };
  });

  test('there are enough of both kinds', () => {
    expect(labelledTraces.filter(({ perRow }) => perRow.length > 0).length).toBeGreaterThanOrEqual(20);
    expect(labelledTraces.filter(({ perRow }) => perRow.length === 0).length).toBeGreaterThanOrEqual(20);
  });

  test('precision and recall are at least 0.9', () => {
    const sum = (of: (one: (typeof outcomes)[number]) => number) => outcomes.reduce((all, one) => all + of(one), 0);
    const [wanted, right, wrong] = [sum((one) => one.wanted), sum((one) => one.right), sum((one) => one.wrong)];
    const [precision, recall] = [right / (right + wrong), right / wanted];
    const missed = outcomes.filter((one) => one.right < one.wanted || one.wrong > 0).map(({ name }) => name);
    console.log(
      `n-plus-one: ${outcomes.length} traces, precision ${precision.toFixed(3)}, recall ${recall.toFixed(3)}; wrong: ${missed.join('; ') || 'none'}`,
    );
    expect(precision).toBeGreaterThanOrEqual(0.9);
    expect(recall).toBeGreaterThanOrEqual(0.9);
  });
});

describe('properties', () => {
  const session = (name: string, count: number, at: number): LoggedStatement[] =>
    Array.from({ length: count + 1 }, (_, i) => ({
      kind: 'statement' as const,
      text: i === 0 ? 'SELECT id FROM customers' : `SELECT * FROM orders WHERE customer_id = ${i * 31}`,
      at: new Date(at + i).toISOString(),
      milliseconds: 0.2,
      session: name,
      line: at * 1000 + i,
    }));

  test('how sessions are mixed in the log changes nothing', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 1, maxLength: 6 }),
        fc.infiniteStream(fc.nat()),
        (counts, order) => {
          const all = counts.map((count, at) => session(`s${at}`, count, 1 + at));
          const rest = all.map((one) => [...one]);
          const mixed: LoggedStatement[] = [];
          while (rest.some((one) => one.length > 0)) {
            const open = rest.filter((one) => one.length > 0);
            const next = open[(order.next().value ?? 0) % open.length]?.shift();
            if (next !== undefined) mixed.push(next);
          }
          expect(rounded(read(mixed))).toEqual(rounded(read(all.flat())));
        },
      ),
    );
  });

  test('a row shorter than the least is never told, a longer one with its exact count', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 3, max: 40 }), (count, least) => {
        const { repeated } = read(session('s', count, 1), least);
        expect(repeated.map(({ repeats }) => repeats.total)).toEqual(count >= least ? [count] : []);
      }),
    );
  });

  /** Sums of floating-point numbers depend on their order. */
  function rounded(found: RepeatedStatements): unknown {
    return JSON.parse(
      JSON.stringify(found, (_, value) => (typeof value === 'number' ? Number(value.toFixed(6)) : value)),
    );
  }
});

test('what is told of a shape: bursts, counts, times, the parent, what is beside it', () => {
  const [both] = labelledTraces.filter(({ name }) => name === 'two children in turns');
  const { repeated, executions } = read(both?.statements ?? []);
  expect(executions).toBe(51);
  expect(repeated).toHaveLength(2);
  for (const one of repeated) {
    expect(one).toMatchObject({
      kind: 'read',
      bursts: 1,
      repeats: { median: 25, max: 25, total: 25 },
      parent: { normalized: 'SELECT id, name FROM customers ORDER BY name LIMIT $1' },
      beside: [expect.stringContaining('customer_id = $1')],
    });
    expect(one.share).toBeGreaterThan(0.2);
    expect(one.executions.length).toBeGreaterThan(2);
  }
  const [grand] = labelledTraces.filter(({ name }) => name === 'grandchildren');
  const items = read(grand?.statements ?? []).repeated.find(({ normalized }) => normalized.includes('items'));
  expect(items?.parent?.normalized).toContain('FROM orders');
  expect(items?.repeats.total).toBe(48);
});

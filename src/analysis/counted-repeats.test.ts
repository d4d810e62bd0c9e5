import { expect, test } from 'vitest';
import { Workload } from '#vocabulary/workload.ts';
import { countedRepeats } from './counted-repeats.ts';

const statement = (text: string, calls: number, rows: number, total = calls, user = 'app') => ({
  text,
  calls,
  rows,
  user,
  milliseconds: { total, mean: total / calls },
  blocks: { sharedHit: 0, sharedRead: 0, sharedDirtied: 0, sharedWritten: 0, tempRead: 0, tempWritten: 0 },
});
const found = (...statements: ReturnType<typeof statement>[]) =>
  countedRepeats(
    Workload.parse({
      origin: 'pg_stat_statements 1.12',
      statements,
      leftOut: Object.fromEntries(
        ['session', 'catalog', 'hidden'].map((name) => [name, { statements: 0, calls: 0, milliseconds: 0 }]),
      ),
    }),
    10,
  ).map((one) => [one.statement.calls, one.parent.text, one.perParent, one.share]);

const parent = statement('select id from customers limit $1', 20, 1_000, 500);
const child = statement('select * from orders where customer_id = $1', 1_000, 5_000, 1_500);

test('called as often as another gives rows', () => {
  expect(found(parent, child)).toEqual([[1_000, parent.text, 50, 0.75]]);
  expect(found(statement(parent.text, 20, 1_015), child)).toHaveLength(1);
});

test.each([
  ['the rows do not agree', statement(parent.text, 20, 1_500), child],
  ['the parent is called nearly as often', statement(parent.text, 400, 1_000), child],
  ['another role runs it', statement(parent.text, 20, 1_000, 500, 'batch'), child],
  ['it has no key', parent, statement('select * from orders where placed > $1', 1_000, 5_000)],
  ['it writes', parent, statement('update orders set total = $2 where customer_id = $1', 1_000, 1_000)],
  ['it is called seldom', statement(parent.text, 1, 30), statement(child.text, 30, 30)],
  ['each call gives very many rows', parent, statement(child.text, 1_000, 900_000)],
])('nothing where %s', (_, one, other) => {
  expect(found(one, other)).toEqual([]);
});

import { expect, test } from 'vitest';
import { mayLose, needsUsing } from './type-change.ts';

test.each([
  ['integer', 'bigint', false, false],
  ['bigint', 'integer', false, true],
  ['character varying(20)', 'character varying(40)', false, false],
  ['character varying(40)', 'character varying(20)', false, true],
  ['character varying(40)', 'text', false, false],
  ['numeric(10,2)', 'numeric(12,4)', false, false],
  ['numeric(10,2)', 'numeric(12,1)', false, true],
  ['numeric(10,2)', 'numeric(10,4)', false, true],
  ['text', 'integer', true, true],
  ['public.mood', 'text', false, false],
  ['public.mood[]', 'text[]', true, false],
  ['timestamp with time zone', 'date', false, true],
  ['date', 'timestamp with time zone', false, false],
  ['integer[]', 'bigint[]', false, false],
])('%s becomes %s: USING %s, loss %s', (from, to, using, loss) => {
  expect([needsUsing(from, to), mayLose(from, to)]).toEqual([using, loss]);
});

import { expect, test } from 'vitest';
import { Table } from '#vocabulary/database-schema.ts';
import { isIndexable } from './index-expression.ts';

const table = Table.parse({
  schema: 'public',
  name: 'things',
  kind: 'table',
  columns: [
    { name: 'made_at', type: 'timestamp with time zone', nullable: false },
    { name: 'due', type: 'timestamp without time zone', nullable: false },
    { name: 'place', type: 'point', nullable: false },
  ],
  constraints: [],
  indexes: [],
});

test.each([
  ["(made_at AT TIME ZONE 'UTC')::date", ['made_at'], true],
  ["date_trunc('day', made_at AT TIME ZONE 'Europe/Berlin')", ['made_at'], true],
  ["timezone('UTC', made_at)::date", ['made_at'], true],
  ['made_at::date', ['made_at'], false],
  ["(made_at AT TIME ZONE 'UTC')::date - made_at::date", ['made_at'], false],
  ["date_trunc('day', due)", ['due'], true],
  ["place <-> CAST('(1,2)' AS point)", ['place'], false],
  ["due::text || ' <-> '", ['due'], true],
])('%s', (expression, columns, expected) => {
  expect(isIndexable(expression, columns, table)).toBe(expected);
});

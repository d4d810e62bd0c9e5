import { expect, test } from 'vitest';
import { DatabaseSchema } from '#vocabulary/database-schema.ts';
import { Plan } from '#vocabulary/plan.ts';
import { ResolvedQuery } from '#vocabulary/resolved-query.ts';
import { checkPlan } from './check-plan.ts';

const planOf = (...relations: readonly string[]) =>
  Plan.parse({
    analyzed: false,
    root: {
      id: '0',
      type: 'Append',
      children: relations.map((relation, at) => ({ id: `0.${at}`, type: 'Seq Scan', relation, children: [] })),
    },
  });
const query = ResolvedQuery.parse({
  text: 'select * from events',
  kind: 'select',
  relations: [{ id: 1, kind: 'table', schema: 'public', name: 'events', alias: 'events', block: 0 }],
  blocks: [],
  predicates: [],
  joins: [],
  columns: [],
});
const schema = DatabaseSchema.parse({
  engine: 'postgres',
  searchPath: ['public'],
  tables: [
    { schema: 'public', name: 'events', kind: 'partitioned', columns: [] },
    {
      schema: 'public',
      name: 'events_2025',
      columns: [],
      partitionOf: { schema: 'public', table: 'events', bound: 'DEFAULT' },
    },
  ],
});

test('a plan of the query, of its partitions, or of nothing, passes', () => {
  for (const plan of [planOf('events'), planOf('events_2025'), planOf(), planOf('other', 'events')]) {
    expect(() => checkPlan(plan, query, schema)).not.toThrow();
  }
});

test('the plan of another query is told', () => {
  expect(() => checkPlan(planOf('customers'), query, schema)).toThrow(
    'The plan reads customers, and the query events, events_2025: they do not belong together.',
  );
});

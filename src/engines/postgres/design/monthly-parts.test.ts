import { expect, test } from 'vitest';
import { expandModel } from '#analysis/logical-model/expand-model.ts';
import { designTables } from '#analysis/physical-design/design-tables.ts';
import type { EntitySource } from '#vocabulary/logical-model.ts';
import { postgresDialect } from './dialect.ts';

/** The primary key of a giant with such a key, and what was decided about dividing it. */
function giant(vote: Partial<EntitySource>) {
  const { model } = expandModel({
    name: 'polls',
    entities: {
      poll: {},
      person: {},
      vote: {
        references: { poll: 'poll', person: 'person' },
        attributes: { voted_at: 'moment' },
        volume: { rows: 500_000_000 },
        ...vote,
      },
    },
  });
  if (model === undefined) throw new Error('The model was not read.');
  const { statements, decisions } = designTables(model, postgresDialect, new Date('2026-06-15T00:00:00Z'));
  const table = statements.find(({ of }) => of === 'table votes')?.text ?? '';
  return {
    key: /PRIMARY KEY \(([^)]*)\)/.exec(table)?.[1],
    decided: decisions.find(({ what }) => /divided/.test(what)),
  };
}

test('a made-up key takes the moment in', () => {
  const { key, decided } = giant({});
  expect(key).toBe('id, created_at');
  expect(decided?.what).toBe('votes is divided by created_at, a part for each month.');
});

// One vote for each person: with the moment in the key the same person could vote again a second later.
test('a key that says what there is once stays as it is, and the table whole', () => {
  const { key, decided } = giant({ key: ['poll', 'person'] });
  expect(key).toBe('poll_id, person_id');
  expect(decided?.why).toBe('500 million rows in five years, but its key must be unique across all parts.');
});

test('a key with the moment in it is divided by it', () => {
  const { key, decided } = giant({ key: ['poll', 'person', 'voted_at'], partitionBy: 'voted_at' });
  expect(key).toBe('poll_id, person_id, voted_at');
  expect(decided?.what).toBe('votes is divided by voted_at, a part for each month.');
});

test('what is referred to by its key and its moment is divided, from midnight in UTC on', () => {
  const { model } = expandModel({
    name: 'chat',
    entities: {
      message: { key: ['room', 'sent_at'], attributes: { room: 'count', sent_at: 'moment' }, partitionBy: 'sent_at' },
      reaction: { key: ['message'], references: { message: { to: 'message', columns: ['room', 'sent_at'] } } },
    },
  });
  if (model === undefined) throw new Error('The model was not read.');
  const { statements } = designTables(model, postgresDialect, new Date('2026-06-15T00:00:00Z'));
  expect(statements.find(({ of }) => of === 'part messages_2026_06')?.text).toBe(
    "CREATE TABLE messages_2026_06 PARTITION OF messages FOR VALUES FROM ('2026-06-01 00:00:00+00') TO ('2026-07-01 00:00:00+00')",
  );
});

import { expect, test } from 'vitest';
import { expandModel } from '#analysis/logical-model/expand-model.ts';
import { designTables } from '#analysis/physical-design/design-tables.ts';
import type { ModelSource } from '#vocabulary/logical-model.ts';
import { postgresDialect } from './dialect.ts';

/** Indexes of messages, besides its primary key (conversation_id, sent_at), for these ways of reading. */
function indexesFor(access: ModelSource['access']): readonly string[] {
  const { model } = expandModel({
    name: 'chat',
    entities: {
      conversation: {},
      message: {
        key: ['conversation', 'sent_at'],
        references: { conversation: 'conversation' },
        attributes: { sent_at: 'moment', topic: 'code' },
        timestamps: 'none',
      },
    },
    access,
  });
  if (model === undefined) throw new Error('The model was not read.');
  const { tables } = designTables(model, postgresDialect, new Date('2026-06-15T00:00:00Z')).schema;
  const { indexes = [] } = tables.find(({ name }) => name === 'messages') ?? {};
  return indexes.map(({ keys }) => keys.map(({ column, direction }) => `${column} ${direction}`).join(', '));
}

test('a key is read from either end', () => {
  expect(
    indexesFor([{ name: 'newest first', entity: 'message', by: ['conversation'], order: ['-sent_at'], limit: 50 }]),
  ).toEqual([]);
});

test('a key whose moment is only sorted by finds no single row', () => {
  expect(
    indexesFor([{ name: 'of a topic', entity: 'message', by: ['conversation', 'topic'], order: ['sent_at'] }]),
  ).toEqual(['conversation_id asc, topic asc, sent_at asc']);
});

test('a row that a whole key finds needs no index of its own', () => {
  expect(indexesFor([{ name: 'a message', entity: 'message', by: ['conversation', 'sent_at', 'topic'] }])).toEqual([]);
});

test('one index serves both directions', () => {
  expect(
    indexesFor([
      { name: 'newest', entity: 'message', by: ['topic'], order: ['-sent_at'] },
      { name: 'oldest', entity: 'message', by: ['topic'], order: ['sent_at'] },
    ]),
  ).toEqual(['topic asc, sent_at desc']);
});

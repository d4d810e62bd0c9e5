import { expect, it } from 'vitest';
import type { Context } from '#contracts/context.ts';
import { readSchema } from './read-schema.ts';

const context: Context = {
  signal: new AbortController().signal,
  progress: () => undefined,
  clock: () => new Date(0),
  random: () => 0,
};

it('changes the type of a column in brackets, and keeps its default', async () => {
  const { tables, unread } = await readSchema(
    'CREATE TABLE [a] ([b] [int] NULL DEFAULT 7)\nGO\nALTER TABLE [a] ALTER COLUMN [b] [decimal](9, 2) NOT NULL\nGO',
    context,
  );
  expect(tables[0]?.columns).toEqual([{ name: 'b', type: 'decimal(9,2)', nullable: false, default: '7' }]);
  expect(unread).toEqual([]);
});

it('reads what stands behind a condition, in one line or in a block', async () => {
  const { tables, unread } = await readSchema(
    `IF OBJECT_ID('a') IS NULL CREATE TABLE a (b int)
GO
IF NOT EXISTS (SELECT 1)
BEGIN
ALTER TABLE a ADD CONSTRAINT DF_a_b DEFAULT ((0)) FOR b
END
GO`,
    context,
  );
  expect(tables[0]?.columns).toEqual([{ name: 'b', type: 'int', nullable: true, default: '0' }]);
  expect(unread).toEqual([]);
});

it.each([
  [
    'CREATE TABLE a (b nvarchar(3), c AS (len(b)))',
    'Types of computed columns are guessed, by what they are computed from: a.c (nvarchar(3)).',
  ],
  [
    'CREATE TABLE a (b int); CREATE INDEX i ON a (b) WITH (PAD_INDEX = OFF, IGNORE_DUP_KEY = ON) ON [PRIMARY]',
    'How indexes are stored and read is not kept: i (IGNORE_DUP_KEY = ON).',
  ],
  ['CREATE TABLE a (b int, CONSTRAINT k CHECK NOT FOR REPLICATION (b > 0))', 'NOT FOR REPLICATION is not kept: k.'],
])('tells what is lost: %s', async (script, note) => {
  expect((await readSchema(script, context)).unread).toEqual([note]);
});

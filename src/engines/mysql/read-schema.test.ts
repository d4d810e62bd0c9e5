import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Context } from '#contracts/context.ts';
import { ProblemError } from '#contracts/problem-error.ts';
import { mysqlFlavour } from './design/flavour.ts';
import { readSchemaFor } from './read-schema.ts';

const context: Context = {
  signal: new AbortController().signal,
  progress: () => undefined,
  clock: () => new Date(0),
  random: () => 0,
};
const readSchema = readSchemaFor(mysqlFlavour);
const faultsOf = async (script: string) => (await readSchema(script, context)).unread;

it.each([
  ['CREATE TABLE a (b int', 'Line 1, column 16: not understood: the columns of the table: this ( is never closed.'],
  ["CREATE TABLE a (b int COMMENT 'x);", 'Line 1, column 31: not understood: this quote is never closed.'],
  ['CREATE TABLE a (b int,);', 'Line 1, column 23: not understood: after the last comma a column is missing.'],
  ['CREATE TABLE a ();', 'Line 1, column 18: not understood: the table a has no columns.'],
  ['CREATE TABLE a (b int CHECK ());', 'Line 1, column 30: not understood: CHECK: nothing stands in the parentheses.'],
  [
    '\nCREATE TABLE a (b int,\n c int UNIQE);',
    'Line 3, column 8: not understood: "UNIQE" was not expected in the column a.c.',
  ],
  ['CREATE TABEL a (b int);', 'Line 1, column 8: not understood: "TABEL" is nothing that CREATE makes.'],
  [
    'CREATE TABLE a (b int, FOREIGN KEY (b) REFERENCES c (d) ON DELETE NOTHING);',
    'Line 1, column 67: not understood: after ON DELETE and ON UPDATE stand RESTRICT, CASCADE, SET NULL, SET DEFAULT or NO ACTION.',
  ],
])('%s', async (script, fault) => {
  expect(await faultsOf(script)).toContain(fault);
});

it('goes on after a fault', async () => {
  const schema = await readSchema('CREATE TABLE a (b in t);\nCREATE TABLE c (d int);', context);
  expect(schema.tables.map(({ name }) => name)).toEqual(['c']);
  expect(schema.unread).toHaveLength(1);
});

it('refuses what is no SQL', async () => {
  await expect(readSchema('{"a": 1}', context)).rejects.toThrow(ProblemError);
  await expect(readSchema('  ', context)).rejects.toThrow(ProblemError);
});

it('answers any text with a schema, faults or a Problem', async () => {
  const pieces = fc.constantFrom(
    'CREATE TABLE ',
    'a',
    '`b`',
    ' (',
    ')',
    ',',
    ' int',
    ' PRIMARY KEY',
    ' CHECK',
    " '",
    ';',
    '\n',
    ' DEFAULT',
    ' KEY',
    ' REFERENCES',
    ' ENUM',
    ' ALTER TABLE ',
    ' ADD',
    '/*!5',
    '*/',
    '"',
    '=',
  );
  await fc.assert(
    fc.asyncProperty(fc.array(pieces, { maxLength: 40 }), async (found) => {
      try {
        const { unread } = await readSchema(found.join(''), context);
        expect(unread.every((why) => why.length > 0)).toBe(true);
      } catch (error) {
        expect(error).toBeInstanceOf(ProblemError);
      }
    }),
    { numRuns: 300 },
  );
});

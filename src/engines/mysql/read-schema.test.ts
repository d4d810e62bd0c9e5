import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Context } from '#contracts/context.ts';
import { ProblemError } from '#contracts/problem-error.ts';
import { mysqlFlavour } from './design/flavour.ts';
import { readModelFor } from './read-model.ts';
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

it.each([
  ['CREATE TABLE a (b int) ENCRYPTION="Y" DATA DIRECTORY="/x"', 'stored is not kept: a (ENCRYPTION), a (DATA).'],
  ['CREATE TABLE a (b text, FULLTEXT KEY i (b) WITH PARSER ngram)', 'read is not kept: i (PARSER ngram).'],
  ['CREATE TABLE a (b int); CREATE INDEX i USING HASH ON a (b)', 'USING HASH of keys is not kept: i.'],
  ['CREATE TABLE a (b int); CREATE INDEX i ON a (b) INVISIBLE', 'MySQL does not use an index is not kept: i.'],
  ['CREATE TABLE a (b int); ALTER TABLE a ENGINE=MyISAM', 'a (ENGINE MyISAM).'],
  ['CREATE TABLE a (b int); CREATE SQL SECURITY INVOKER VIEW v AS SELECT 1', 'routines are not kept: v.'],
  ['CREATE TABLE a (b int); GRANT SELECT ON a TO c; GRANT ALL ON a TO d', 'Rights are not kept: 2'],
])('tells what is lost: %s', async (script, note) => {
  expect((await faultsOf(script)).join('\n')).toContain(note);
});

it('tells that NOT NULL of a computed column is not in the model', async () => {
  const schema = await readSchema('CREATE TABLE a (b int, c int AS (b + 1) STORED NOT NULL)', context);
  expect(readModelFor(mysqlFlavour)(schema).notes).toContain('NOT NULL of computed columns is not kept: a.c.');
});

it('alters, moves, renames and drops what stands before', async () => {
  const schema = await readSchema(
    `CREATE TABLE a (b int NOT NULL DEFAULT 1, old int, KEY i (b));
     ALTER TABLE a ALTER COLUMN b SET DEFAULT 2, ADD c int FIRST, CHANGE old new bigint NOT NULL AFTER c;
     ALTER TABLE a ALTER b DROP DEFAULT;
     CREATE TRIGGER t BEFORE INSERT ON a FOR EACH ROW SET NEW.b = 1;
     DROP TRIGGER t; DROP INDEX i ON a;`,
    context,
  );
  expect(schema.tables[0]?.columns).toEqual([
    { name: 'c', type: 'int', nullable: true },
    { name: 'new', type: 'bigint', nullable: false },
    { name: 'b', type: 'int', nullable: false },
  ]);
  expect([schema.tables[0]?.indexes, schema.objects, schema.unread]).toEqual([[], [], []]);
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

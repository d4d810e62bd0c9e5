import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ProblemError } from '#contracts/problem-error.ts';
import { readPrisma } from './read-prisma.ts';

/** A schema of one file for PostgreSQL, or with the datasource that is given. Its models begin in line 4. */
function read(models: string, datasource = 'provider = "postgresql"') {
  return readPrisma([{ path: 'schema.prisma', text: `datasource db {\n  ${datasource}\n}\n${models}` }]);
}

function faultsOf(models: string, datasource?: string): string {
  try {
    read(models, datasource);
  } catch (error) {
    if (error instanceof ProblemError) return `${error.problem.message}\n${error.problem.hint ?? ''}`;
    throw error;
  }
  return '';
}

const model = (...fields: readonly string[]) =>
  `model User {\n  id Int @id\n${fields.map((one) => `  ${one}\n`).join('')}}\n`;

describe('what is wrong is told with file, line and column', () => {
  it.each([
    ['an unknown type', model('role Rolle'), 'line 6, column 8: there is no type Rolle'],
    ['a type in other letters', model('name string'), 'Did you mean String?'],
    ['an unknown attribute', model('name String @uniqe'), 'line 6, column 15: there is no attribute @uniqe'],
    ['an unknown argument', model('at DateTime @default(now(), nme: 1)'), 'line 6, column 36: @default takes no nme'],
    [
      'a relation without its other side',
      `${model('posts Post[]')}model Post {\n  id Int @id\n}`,
      'line 6, column 3: User.posts has no field on the other side: Post has no field of type User',
    ],
    [
      'a relation to a field that is not there',
      `${model('posts Post[]')}model Post {\n  id Int @id\n  author User @relation(fields: [authorId], references: [id])\n}`,
      'line 10, column 34: Post has no field authorId',
    ],
    [
      'a relation by two names',
      `${model('posts Post[] @relation("a")')}model Post {\n  id Int @id\n  u Int\n  author User @relation("b", fields: [u], references: [id])\n}`,
      'User.posts leads back by another name',
    ],
    [
      'a relation that is not told apart',
      `${model('a Post[]', 'b Post[]')}model Post {\n  id Int @id\n  u Int\n  x User @relation(fields: [u], references: [id])\n}`,
      'User.a and User.b lead to Post by the same name',
    ],
    [
      'one to one without a rule',
      `${model('post Post?')}model Post {\n  id Int @id\n  u Int\n  x User @relation(fields: [u], references: [id])\n}`,
      'line 11, column 10: Post.x is one to one, so (u) must be unique',
    ],
    [
      'a key that is not unique',
      `${model('n Int', 'posts Post[]')}model Post {\n  id Int @id\n  u Int\n  x User @relation(fields: [u], references: [n])\n}`,
      'Post.x refers to User (n), which is not unique',
    ],
    [
      'types that do not meet',
      `${model('posts Post[]')}model Post {\n  id Int @id\n  u String\n  x User @relation(fields: [u], references: [id])\n}`,
      'Post.u is TEXT and User.id is INTEGER',
    ],
    [
      'a type of another database',
      model('s String @db.NVarChar(10)'),
      'line 6, column 12: postgresql has no type @db.NVarChar',
    ],
    ['a type of another field', model('s Int @db.Text'), '@db.Text is a type of String, and User.s is Int'],
    ['a default of another type', model('n Int @default("x")'), 'line 6, column 18: the default of User.n is no Int'],
    [
      'an expression that is not whole',
      model('n Int @default(dbgenerated("f("))'),
      'line 6, column 30: f( is no whole expression',
    ],
    ['an index of nothing', model('@@index([nme])'), 'line 6, column 12: User has no field nme'],
    ['a condition of nothing', model('@@index([id], where: {})'), 'line 6, column 24: where has no condition'],
    [
      'a condition that compares with a word',
      model('@@index([id], where: { id: other })'),
      'line 6, column 30: where compares with a value, null, or { not: value }',
    ],
    ['a model without a key', 'model User {\n  name String\n}', 'line 4, column 7: User has no key'],
    ['the same name twice', model('id String'), 'line 6, column 3: User has id already'],
    [
      'one table for two',
      `${model()}model Person {\n  id Int @id\n  @@map("User")\n}`,
      'line 7, column 7: the models User and Person are both the table User',
    ],
    ['a line that is none', model('name'), 'line 6, column 3: the field name has no type'],
    [
      'a text without an end',
      model('name String @default("x)'),
      'line 6, column 24: this text is not closed on its line',
    ],
    [
      'an attribute over several lines',
      model('@@index([', '  id', '])'),
      'line 6, column 12: the line ends inside brackets',
    ],
    [
      'a block without an end',
      'model User {\n  id Int @id\nmodel Post {\n  id Int @id\n}',
      'line 4, column 1: the model User is not closed before line 6, column 1',
    ],
    ['a block of no kind', 'modell User {\n  id Int @id\n}', 'line 4, column 1: a block starts with one of model'],
    [
      'a composite type',
      'type Address {\n  street String\n}',
      'line 4, column 6: the composite type Address is of MongoDB',
    ],
    [
      'a schema that the datasource has not',
      model('@@schema("x")'),
      'line 6, column 3: the datasource has no schema x',
    ],
  ])('%s', (_, models, told) => {
    expect(faultsOf(models)).toContain(told);
  });

  it('all at once, in the order of the file, and one for each', () => {
    const lines = faultsOf(model('a Foo', 'b String @db.Txt', 'c Int @default(true)')).split('\n');
    expect(lines.map((line) => /line (\d+)/.exec(line)?.[1]).slice(0, 3)).toEqual(['6', '7', '8']);
  });

  it('at most ten', () => {
    const many = model(...Array.from({ length: 14 }, (_, at) => `f${at} Foo`));
    expect(faultsOf(many).split('\n')).toHaveLength(12);
    expect(faultsOf(many)).toContain('… and 4 more.');
  });

  it('refuses MongoDB with the reason', () => {
    expect(faultsOf(model(), 'provider = "mongodb"')).toContain(
      'line 2, column 14: MongoDB keeps documents and composite types, which are no tables.',
    );
  });

  it('refuses a schema without models', () => {
    expect(faultsOf('// nothing\n')).toContain('There is no model in schema.prisma.');
  });

  it('says where a provider has no types to choose from', () => {
    expect(faultsOf(model('s String @db.Text'), 'provider = "sqlite"')).toContain('sqlite has none for String');
  });

  it('names the provider that is none', () => {
    expect(faultsOf(model(), 'provider = "oracle"')).toContain('line 2, column 14: there is no provider oracle');
  });
});

describe('what is not kept is said', () => {
  it('in one sentence a kind', () => {
    const { notes } = read(
      `model User {\n  id String @id @default(cuid())\n  at DateTime @updatedAt\n  x Int @ignore\n  @@unique([id, x], name: "both")\n  @@map("users")\n}\nenum E {\n  /// said\n  A\n}\nview V {\n  id Int\n}`,
    );
    expect(notes).toEqual([
      'Views are not read, for Prisma does not tell their queries: V.',
      'Comments on the values of enums are not kept: E.A.',
      "Made by Prisma's client, so the database has no default for it: User.id (cuid).",
      "@updatedAt is set by Prisma's client, not by the database: User.at.",
      "Hidden from Prisma's client, yet columns as all others: User.x.",
      "Names that only Prisma's client uses are not kept: User is the table users, User.both.",
    ]);
  });

  it('with relationMode = "prisma" there are no foreign keys', () => {
    const { text, notes } = read(
      `${model('posts Post[]')}model Post {\n  id Int @id\n  u Int\n  x User @relation(fields: [u], references: [id])\n}`,
      'provider = "mysql"\n  relationMode = "prisma"',
    );
    expect(text).not.toContain('FOREIGN KEY');
    expect(notes.join('\n')).toContain("Prisma's client alone keeps these relations: Post.x.");
  });
});

it('documentation becomes comments, other comments do not', () => {
  const { text } = read(
    '/// One\n/// and two.\nmodel A { // not this\n  /// the key\n  id Int @id // nor this\n  /* nor\n     this */\n  b Int /// a trailing one\n}\n\n/// floating\n\nmodel B {\n  id Int @id\n}',
  );
  expect(text.match(/^COMMENT ON [^;]*;/gm)).toEqual([
    `COMMENT ON TABLE "A" IS 'One\nand two.';`,
    `COMMENT ON COLUMN "A"."id" IS 'the key';`,
    `COMMENT ON COLUMN "A"."b" IS 'a trailing one';`,
  ]);
});

it('reads the files of a folder as one schema', () => {
  const { text } = readPrisma([
    { path: 'schema/a.prisma', text: 'model A {\n  id Int @id\n  b B[]\n}' },
    { path: 'schema/b.prisma', text: 'model B {\n  id Int @id\n  a A[]\n}' },
  ]);
  expect(text).toContain('CREATE TABLE "_AToB"');
});

it('tells of what a line of the DDL is made', () => {
  const { text, placeOf } = read(`${model('n Int', '@@index([n])')}`);
  const line = text.split('\n').findIndex((one) => one.startsWith('CREATE INDEX')) + 1;
  expect(placeOf(line)).toBe('schema.prisma, line 7, column 3');
  expect(placeOf(2)).toBe('schema.prisma, line 4, column 7');
  expect(placeOf(99)).toBeUndefined();
});

/** Field by field: what it becomes for PostgreSQL. https://www.prisma.io/docs/orm/overview/databases */
describe('types and defaults of other databases become the nearest of PostgreSQL', () => {
  it.each([
    ['mysql', 'String', 'VARCHAR(191) NOT NULL'],
    ['mysql', 'String @db.LongText', 'TEXT NOT NULL'],
    ['mysql', 'Boolean @db.TinyInt', 'BOOLEAN NOT NULL'],
    ['mysql', 'Int @db.UnsignedInt', 'BIGINT NOT NULL'],
    ['mysql', 'DateTime @db.DateTime(0)', 'TIMESTAMP(0) NOT NULL'],
    ['mysql', 'DateTime @db.Timestamp(6)', 'TIMESTAMPTZ(6) NOT NULL'],
    ['mysql', 'String @default(dbgenerated("(uuid())"))', 'VARCHAR(191) NOT NULL DEFAULT gen_random_uuid()'],
    ['sqlserver', 'String @db.NVarChar(Max)', 'TEXT NOT NULL'],
    ['sqlserver', 'String @db.UniqueIdentifier', 'UUID NOT NULL'],
    ['sqlserver', 'Float @db.Money', 'DECIMAL(19,4) NOT NULL'],
    ['sqlite', 'Decimal', 'DECIMAL NOT NULL'],
    ['sqlite', 'DateTime @default(now())', 'TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP'],
    ['cockroachdb', 'BigInt @db.Int8', 'BIGINT NOT NULL'],
    [
      'cockroachdb',
      'Int @default(sequence(start: 3, increment: 2))',
      'INTEGER GENERATED BY DEFAULT AS IDENTITY (START WITH 3 INCREMENT BY 2) NOT NULL',
    ],
    ['postgresql', 'String[] @default(["a", "it\'s"])', `TEXT[] DEFAULT ARRAY['a', 'it''s']::TEXT[]`],
    [
      'postgresql',
      'Unsupported("circle")? @default(dbgenerated("\'<(0,0),1>\'::circle"))',
      `circle DEFAULT '<(0,0),1>'::circle`,
    ],
    ['postgresql', 'String @default("a\\"b\\\\c")', `TEXT NOT NULL DEFAULT 'a"b\\c'`],
  ])('%s: %s', (provider, field, column) => {
    expect(read(model(`f ${field}`), `provider = "${provider}"`).text).toContain(`"f" ${column}`);
  });
});

describe('whatever is in the file, it is read or refused in words', () => {
  const booking = readFileSync('test/integration/design/prisma/booking.prisma', 'utf8');
  const isTold = (text: string) => {
    try {
      readPrisma([{ path: 'schema.prisma', text }]);
    } catch (error) {
      if (!(error instanceof ProblemError) || error.problem.code === 'internal') throw error;
    }
  };

  it('any text', () => {
    const words = fc.constantFrom(
      'model A {',
      '}',
      '\n',
      '@',
      '@@',
      '(',
      ')',
      '[',
      ']',
      '"',
      "'",
      'id Int @id',
      'type',
      'enum',
      '///',
      '/*',
      ',',
      ':',
      '=',
      '?',
      'é',
      '\\',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(words, fc.string()), { maxLength: 40 }), (parts) => isTold(parts.join(' '))),
    );
  });

  it('a good schema with a piece torn out of it', () => {
    fc.assert(
      fc.property(fc.nat(booking.length), fc.nat(60), (start, length) =>
        isTold(booking.slice(0, start) + booking.slice(start + length)),
      ),
    );
  });
});

import { problem } from '#contracts/problem-error.ts';
import { checkKeyNames } from './read-prisma/check-key-names.ts';
import { prismaDatasource } from './read-prisma/prisma-datasource.ts';
import { type PrismaStatement, prismaDdl } from './read-prisma/prisma-ddl.ts';
import { type PrismaFile, placeOf, prismaFaults } from './read-prisma/prisma-faults.ts';
import { prismaKeys } from './read-prisma/prisma-keys.ts';
import { prismaNotes } from './read-prisma/prisma-notes.ts';
import { prismaRelations } from './read-prisma/prisma-relations.ts';
import { prismaSyntax } from './read-prisma/prisma-syntax.ts';
import { prismaTables } from './read-prisma/prisma-tables.ts';

/** DDL of PostgreSQL, and what of the schema it does not say: one sentence each. */
export interface ReadPrisma {
  readonly text: string;
  readonly notes: readonly string[];
  /** Of these, what the database has. */
  readonly missed: readonly string[];
  /** Of what in the schema a line of the DDL is made: `schema.prisma, line 12, column 3`. Lines count from 1. */
  readonly placeOf: (line: number) => string | undefined;
}

/**
 * A schema of Prisma, of one file or of all files of a folder, as the DDL that `prisma migrate` would write for
 * PostgreSQL; types of other databases become PostgreSQL's nearest.
 * https://www.prisma.io/docs/orm/reference/prisma-schema-reference
 * Errors: invalid (each fault with file, line and column, at most ten).
 */
export function readPrisma(files: readonly PrismaFile[]): ReadPrisma {
  const faults = prismaFaults();
  const notes = prismaNotes();
  const blocks = files.flatMap((file) => prismaSyntax(file, faults));
  const datasource = prismaDatasource(blocks, faults);
  // What stands in a line that cannot be read would be missed elsewhere too.
  faults.tell();
  const { tables, enums } = prismaTables(blocks, { datasource, faults, notes });
  if (tables.length === 0) {
    faults.tell();
    throw problem(
      'invalid',
      `There is no model in ${files.map(({ path }) => path).join(', ')}.`,
      'Name the file that holds the models, or the folder of all files of the schema.',
    );
  }
  const keys = new Map(tables.map((table) => [table, prismaKeys(table, faults, notes)]));
  checkKeyNames(keys, faults);
  const relations = prismaRelations({ datasource, tables, keys, faults, notes });
  faults.tell();
  const statements = prismaDdl({ datasource, tables, enums, keys, ...relations });
  const { provider } = datasource;
  const foreign =
    provider === 'postgresql' ? [] : [`The schema is of ${provider}: its types are PostgreSQL's nearest here.`];
  return {
    text: statements.map(({ text }) => `${text};`).join(between),
    notes: [...foreign, ...notes.missed(), ...notes.said()],
    missed: [...foreign, ...notes.missed()],
    placeOf: (line) => placeOfLine(statements, line),
  };
}

const between = '\n\n';

function placeOfLine(statements: readonly PrismaStatement[], line: number): string | undefined {
  let next = 1;
  for (const { text, at } of statements) {
    next += text.split('\n').length + between.length - 1;
    if (line < next) return at === undefined ? undefined : `${at.file.path}, ${placeOf(at)}`;
  }
  return undefined;
}

import { z } from 'zod';
import { count, countOf } from '#analysis/plan-words.ts';
import { dbml } from '#analysis/schema-forms/dbml.ts';
import { drizzle } from '#analysis/schema-forms/drizzle.ts';
import { graphql } from '#analysis/schema-forms/graphql.ts';
import { jsonSchema } from '#analysis/schema-forms/json-schema.ts';
import { kysely } from '#analysis/schema-forms/kysely.ts';
import { prisma } from '#analysis/schema-forms/prisma.ts';
import { isWritten } from '#analysis/schema-forms/schema-shape.ts';
import { typeorm } from '#analysis/schema-forms/typeorm.ts';
import type { FormText } from '#analysis/schema-forms/unsaid.ts';
import { defineCommand } from '#contracts/command.ts';
import { problem } from '#contracts/problem-error.ts';
import type { DatabaseSchema } from '#vocabulary/database-schema.ts';
import { Report, reportVersion } from '#vocabulary/report.ts';

const SchemaForm = z.enum(['drizzle', 'prisma', 'typeorm', 'kysely', 'dbml', 'jsonschema', 'graphql']);
type SchemaForm = z.infer<typeof SchemaForm>;

const ExportDetails = z.object({
  as: SchemaForm,
  tables: z.number(),
  columns: z.number(),
  lines: z.number(),
  file: z.string(),
});

const exportCommand = defineCommand({
  summary: 'Write the schema as code: Drizzle, Prisma, TypeORM, Kysely, DBML, JSON Schema or GraphQL',
  description:
    'Types, nullability, defaults, identity, keys, foreign keys with their delete rules, indexes and comments, as far as ' +
    'the form has words for them. Properties are in camelCase and keep the real name of their column. What a form cannot say ' +
    'stands in a comment at its place, and is listed in the report.',
  positional: [],
  needs: ['schema'],
  likes: [],
  instruments: [],
  makes: {
    file: 'schema.ts',
    kinds: {
      field: 'as',
      of: {
        drizzle: { ending: 'ts', nature: 'readable' },
        prisma: { ending: 'prisma', nature: 'readable' },
        typeorm: { ending: 'ts', nature: 'readable' },
        kysely: { ending: 'ts', nature: 'readable' },
        dbml: { ending: 'dbml', nature: 'readable' },
        jsonschema: { ending: 'json', nature: 'readable' },
        graphql: { ending: 'graphql', nature: 'readable' },
      },
    },
  },
  input: z.strictObject({
    as: SchemaForm.default('drizzle').meta({
      description: 'Form of the text; the ending of --out tells prisma, dbml, jsonschema (.json) and graphql too',
    }),
  }),
  output: Report.extend({ details: ExportDetails }),
  examples: [
    { title: 'Tables of Drizzle', args: '--url postgres://localhost/shop --as drizzle --out schema.ts' },
    { title: 'A schema of Prisma from a file with DDL', args: '--schema shop.sql --out schema.prisma' },
    { title: 'To validate rows in JSON', args: '--schema shop.sql --as jsonschema' },
  ],
  decide: async ({ schema }, { as }, tools) => {
    const written = schema.tables.filter(isWritten);
    if (written.length === 0) {
      throw problem('not-found', 'There are no tables to write.', 'Name another database or schema file.');
    }
    if (schema.engine !== 'postgres' && !anyEngine.includes(as)) {
      throw problem(
        'unsupported',
        `${as} is written for PostgreSQL only, and this schema is of ${schema.engine}.`,
        `Forms for any engine: ${anyEngine.join(', ')}.`,
      );
    }
    const { content, unseen } = writers[as](tools.redact ? withoutWords(schema) : schema);
    const details = {
      as,
      tables: written.length,
      columns: written.reduce((sum, { columns }) => sum + columns.length, 0),
      lines: content.split('\n').length - 1,
      file: `schema.${endings[as]}`,
    };
    return {
      version: reportVersion,
      command: 'design export',
      summary: `${countOf(details.tables, 'table')} with ${countOf(details.columns, 'column')} as ${names[as]}, ${count(details.lines)} lines.`,
      subject: tools.subject,
      findings: [],
      recommendations: [],
      changes: [],
      evidence: [],
      sections: [],
      artifacts: [
        { path: details.file, mediaType: as === 'jsonschema' ? 'application/schema+json' : 'text/plain', content },
      ],
      unseen: [...unseen],
      silenced: [],
      details,
    };
  },
});

export { exportCommand as export };

/** Comments may name what nobody else should read. */
function withoutWords(schema: DatabaseSchema): DatabaseSchema {
  return {
    ...schema,
    tables: schema.tables.map(({ comment: _, ...table }) => ({
      ...table,
      columns: table.columns.map(({ comment: __, ...column }) => column),
    })),
  };
}

const writers: Readonly<Record<SchemaForm, (schema: DatabaseSchema) => FormText>> = {
  drizzle,
  prisma,
  typeorm,
  kysely,
  dbml,
  jsonschema: jsonSchema,
  graphql,
};
const endings = {
  drizzle: 'ts',
  prisma: 'prisma',
  typeorm: 'ts',
  kysely: 'ts',
  dbml: 'dbml',
  jsonschema: 'json',
  graphql: 'graphql',
} as const;
const names: Readonly<Record<SchemaForm, string>> = {
  drizzle: 'tables of Drizzle',
  prisma: 'a schema of Prisma',
  typeorm: 'entities of TypeORM',
  kysely: 'types of Kysely',
  dbml: 'DBML',
  jsonschema: 'JSON Schema',
  graphql: 'types of GraphQL',
};
/** They hold names of types as words, or only kinds of values. */
const anyEngine: readonly SchemaForm[] = ['kysely', 'dbml', 'jsonschema', 'graphql'];

import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Parser } from '@dbml/core';
import { getSchema } from '@mrleebo/prisma-ast';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { buildSchema } from 'graphql';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dbml } from '#analysis/schema-forms/dbml.ts';
import { drizzle } from '#analysis/schema-forms/drizzle.ts';
import { graphql } from '#analysis/schema-forms/graphql.ts';
import { jsonSchema } from '#analysis/schema-forms/json-schema.ts';
import { kysely } from '#analysis/schema-forms/kysely.ts';
import { prisma } from '#analysis/schema-forms/prisma.ts';
import { typeorm } from '#analysis/schema-forms/typeorm.ts';
import { parseSchema } from '#engines/postgres/parse/schema.ts';
import type { DatabaseSchema } from '#vocabulary/database-schema.ts';
import { quiet } from '../../../bench/quiet-context.ts';
import { hostileDdl } from './hostile-schema.ts';
import { typeormStub } from './typeorm-stub.ts';

/** Beside the packages, so that the compiler finds them. */
const folder = join('node_modules', '.cache', 'dbwright-schema-forms');
let schema: DatabaseSchema;

beforeAll(async () => {
  schema = await parseSchema(hostileDdl, quiet);
  expect(schema.unread).toEqual([]);
  mkdirSync(folder, { recursive: true });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What the TypeScript compiler says of the text, strictly. */
function faultsOf(name: string, content: string, extra: Readonly<Record<string, string>> = {}): readonly string[] {
  const paths = Object.entries({ [name]: content, ...extra }).map(([file, text]) => {
    writeFileSync(join(folder, file), text);
    return join(folder, file);
  });
  const program = ts.createProgram(paths, {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    experimentalDecorators: true,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    types: ['node'],
  });
  return ts
    .getPreEmitDiagnostics(program)
    .map(
      ({ messageText, file, start }) =>
        `${file?.fileName.split('/').at(-1)} ${start}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`,
    );
}

describe('a hostile schema in other forms', () => {
  it('compiles as tables of Drizzle, whose own reading of them is the schema', async () => {
    const { content, unseen } = drizzle(schema);
    expect(faultsOf('drizzle.ts', content)).toEqual([]);
    const told = unseen.map(({ what }) => what.split(':')[0]);
    expect(told).toEqual(
      expect.arrayContaining(['exclusion constraint', 'INCLUDE', 'DEFERRABLE', 'views', 'partition key']),
    );
    const { getTableConfig } = await import('drizzle-orm/pg-core');
    const file = join(process.cwd(), folder, 'read.ts');
    writeFileSync(file, content);
    const made = Object.values(await import(file)).flatMap((one) => {
      try {
        const config = getTableConfig(one as never);
        return config.name === undefined || config.columns === undefined ? [] : [config];
      } catch {
        return [];
      }
    });
    expect(made.map(({ name }) => name).toSorted()).toEqual(
      ['users', 'class', 'order_lines', 'line_notes', 'profiles', 'invoices', 'log', 'events'].toSorted(),
    );
    for (const table of made) {
      const real = schema.tables.find(({ name }) => name === table.name);
      expect(table.columns.map((one) => one.name)).toEqual(real?.columns.map(({ name }) => name));
      const key = real?.constraints.find(({ kind }) => kind === 'primary-key')?.columns ?? [];
      expect(table.columns.map((one) => one.notNull)).toEqual(
        real?.columns.map(({ nullable, name }) => !nullable || key.includes(name)),
      );
      const foreign = table.foreignKeys.map(
        (one) => `${one.reference().columns.map((c) => c.name)} ${one.onDelete ?? 'no action'}`,
      );
      expect(foreign.toSorted()).toEqual(
        (real?.constraints ?? [])
          .flatMap(({ columns, references }) =>
            references === undefined ? [] : [`${columns} ${references.onDelete.toLowerCase()}`],
          )
          .toSorted(),
      );
    }
    const users = made.find(({ name }) => name === 'users');
    const types = Object.fromEntries(users?.columns.map((one) => [one.name, one.getSQLType()]) ?? []);
    expect(types).toMatchObject({
      tags: 'text[]',
      balance: 'numeric(12, 2)',
      created_at: 'timestamp (3) with time zone',
      photo: 'bytea',
      flags: 'bit(8)',
    });
    const [id] = made.find(({ name }) => name === 'class')?.columns ?? [];
    expect([id?.getSQLType(), id?.default]).toEqual(['serial', undefined]);
  });

  it('compiles as types of Kysely, by which queries are checked', () => {
    const { content } = kysely(schema);
    const use = `
import { Kysely, DummyDriver, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from 'kysely';
import type { Database } from './kysely.js';
const db = new Kysely<Database>({ dialect: { createAdapter: () => new PostgresAdapter(), createDriver: () => new DummyDriver(), createIntrospector: (one) => new PostgresIntrospector(one), createQueryCompiler: () => new PostgresQueryCompiler() } });
export const rows: Promise<{ created_at: Date; balance: string }[]> = db.selectFrom('users').select(['created_at', 'balance']).execute();
export const made = db.insertInto('line_notes').values({ note: 'x' }).execute();
export const invoices = db.selectFrom('billing.invoices').select('kind').where('kind', '=', 'a');
// @ts-expect-error the database makes it
export const wrong = db.insertInto('line_notes').values({ id: 1, note: 'x' });
// @ts-expect-error no such column
export const unknown = db.selectFrom('users').select('nothing');
// @ts-expect-error it must be there
export const missing = db.insertInto('line_notes').values({ line: 1 });
`;
    expect(faultsOf('kysely.ts', content, { 'use.ts': use })).toEqual([]);
  });

  it('compiles as entities of TypeORM', () => {
    const { content, unseen } = typeorm(schema);
    expect(faultsOf('typeorm-entities.ts', content, { 'typeorm.d.ts': typeormStub })).toEqual([]);
    expect(content).toContain("@Entity({ name: 'invoices', schema: 'billing' })");
    expect(unseen.map(({ what }) => what.split(':')[0])).toEqual(
      expect.arrayContaining(['partition key', 'views', 'index']),
    );
  });

  it('is read by a parser of Prisma, and each relation has both sides', () => {
    const { content, unseen } = prisma(schema);
    const { list } = getSchema(content);
    const models = list.flatMap((one) => (one.type === 'model' ? [one] : []));
    expect(models.map(({ name }) => name).toSorted()).toEqual(
      ['Class', 'Event', 'Invoice', 'LineNote', 'Log', 'OrderLine', 'Profile', 'User'].map((name) =>
        name === 'Class' ? 'Class' : name,
      ),
    );
    const relations = new Map<string, number>();
    for (const model of models) {
      const names = model.properties.flatMap((one) => (one.type === 'field' ? [one.name] : []));
      expect(new Set(names).size).toBe(names.length);
      for (const one of model.properties) {
        if (one.type !== 'field') continue;
        const relation = one.attributes?.find(({ name }) => name === 'relation');
        const first = JSON.stringify(relation?.args?.[0]?.value);
        if (relation !== undefined) relations.set(first, (relations.get(first) ?? 0) + 1);
      }
    }
    expect([...relations.values()]).toEqual(Array.from({ length: relations.size }, () => 2));
    // Prisma joins no integer to a bigint: that one is told.
    expect(relations.size).toBe(7);
    expect(unseen.map(({ what }) => what).join('\n')).toContain('foreign key between columns of different types');
    expect(content).toContain('@@ignore');
    expect(content).toContain('@@schema("billing")');
  });

  it('is read by the parser of DBML as it is', () => {
    const { content } = dbml(schema);
    const { schemas } = new Parser().parse(content, 'dbmlv2');
    const tables = schemas.flatMap((one) => one.tables);
    expect(tables.map(({ name }) => name).toSorted()).toEqual(
      ['class', 'events', 'invoices', 'line_notes', 'log', 'order_lines', 'profiles', 'users'].toSorted(),
    );
    const refs = schemas.flatMap((one) => one.refs);
    expect(refs.map(({ name, onDelete }) => `${name} ${onDelete}`)).toEqual(
      expect.arrayContaining(['class_user_id_fkey cascade', 'users_manager_id_fkey set null']),
    );
    const enums = schemas.flatMap((one) => one.enums);
    expect(enums.find(({ name }) => name === 'order_status')?.values.map(({ name }: { name: string }) => name)).toEqual(
      ['draft', 'in transit', 'it\'s "done"', '3rd', 'true'],
    );
    const users = tables.find(({ name }) => name === 'users');
    expect(users?.note).toBe('People */ who "buy"\non two lines');
  });

  it('validates rows as JSON', () => {
    const { content } = jsonSchema(schema);
    const ajv = new Ajv2020({
      strict: true,
      allowUnionTypes: true,
      formats: { uuid: true, date: true, 'date-time': true },
    });
    const validate = ajv.compile(JSON.parse(content));
    const line = { order_id: 1, line: 2 };
    expect([validate({ order_lines: [line] }), validate.errors]).toEqual([true, null]);
    expect(validate({ order_lines: [{ ...line, line: 40000 }] })).toBe(false);
    expect(validate({ order_lines: [{ line: 1 }] })).toBe(false);
    expect(validate({ order_lines: [{ ...line, other: 1 }] })).toBe(false);
    expect(
      validate({
        class: [{ id: 1, status: 'lost', kinds: null, user_id: 1, approver_id: null, during: 'empty', place: null }],
      }),
    ).toBe(false);
    expect(
      validate({
        class: [
          { id: 1, status: '3rd', kinds: ['a', null], user_id: 1, approver_id: null, during: 'empty', place: null },
        ],
      }),
    ).toBe(true);
    expect(validate({ 'billing.invoices': [{ number: 'x', user_id: null, kind: 'b' }] })).toBe(true);
  });

  it('builds as a schema of GraphQL', () => {
    const built = buildSchema(graphql(schema).content);
    const user = built.getType('User');
    expect(String(user?.astNode?.kind)).toBe('ObjectTypeDefinition');
    const fields = (built.getQueryType()?.getFields() ?? {}) as Record<string, unknown>;
    expect(Object.keys(fields)).toEqual(expect.arrayContaining(['user', 'users', 'orderLine', 'logList']));
  });
});

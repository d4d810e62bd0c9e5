import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { domains } from '#analysis/domains/catalogue.ts';
import type { Domain } from '#analysis/domains/domain.ts';
import { mergeParts } from '#analysis/domains/merge-parts.ts';
import { expandModel } from '#analysis/logical-model/expand-model.ts';
import { looseSql } from '#analysis/logical-model/loose-sql.ts';
import { modelOfSchema } from '#analysis/logical-model/model-of-schema.ts';
import { dbml } from '#analysis/schema-forms/dbml.ts';
import { prisma } from '#analysis/schema-forms/prisma.ts';
import { readDbml } from '#code/read-dbml.ts';
import { readPrisma } from '#code/read-prisma.ts';
import { connect } from '#engines/postgres/connect.ts';
import { postgresDialect } from '#engines/postgres/design/dialect.ts';
import { design } from '#engines/postgres/design.ts';
import { inspect } from '#engines/postgres/inspect.ts';
import { openTwinConnection, type TwinConnection } from '#engines/postgres/twin/connection.ts';
import type { EmbeddedServer } from '#engines/postgres/twin/embedded-server.ts';
import { schemaDdl } from '#engines/postgres/twin/schema-ddl.ts';
import { Bounds } from '#vocabulary/bounds.ts';
import type { Constraint, DatabaseSchema, Table } from '#vocabulary/database-schema.ts';
import type { LogicalModel } from '#vocabulary/logical-model.ts';
import { quiet } from '../../../bench/quiet-context.ts';
import { sampleOf } from '../../sample-of.ts';
import { startTestServer, withServer } from '../../servers.ts';
import { hostileDdl } from './hostile-schema.ts';

const folder = fileURLToPath(new URL('./prisma/', import.meta.url));
const schemas = ['next-auth', 'booking', 'cms', 'warehouse'];
const isWhole = process.env['DBWRIGHT_FULL'] === '1';
let native: EmbeddedServer;

beforeAll(async () => {
  native = await startTestServer({});
});
afterAll(async () => {
  await native?.stop();
});

function filesOf(name: string): readonly { readonly path: string; readonly text: string }[] {
  const all = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return all
    .filter((path) => path === `${name}.prisma` || (path.startsWith(`${name}/`) && path.endsWith('.prisma')))
    .toSorted()
    .map((path) => ({ path, text: readFileSync(join(folder, path), 'utf8') }));
}

describe('schemas as people write them', () => {
  it.each(schemas)('%s becomes what prisma migrate writes', (name) => {
    const own = statements(readPrisma(filesOf(name)).text).filter((one) => !one.startsWith('COMMENT ON'));
    const theirs = statements(readFileSync(join(folder, `${name}.sql`), 'utf8'))
      // Ours stands in the schema that is there, and leaves a moment as it was written.
      .filter((one) => one !== 'CREATE SCHEMA IF NOT EXISTS "public"')
      .map((one) => one.replace("'2030-01-31 12:00:00 +00:00'", "'2030-01-31T12:00:00Z'"));
    expect(own).toEqual(theirs);
  });

  it('are taken by a server, with their documentation as comments, and are the same when they are designed again', async () => {
    const check = async (server: EmbeddedServer) => {
      for (const name of isWhole ? schemas : ['booking']) {
        const { text } = readPrisma(filesOf(name));
        const real = await catalogOf(server, text);
        const { tables } = real;
        expect(tables.length).toBe(text.match(/^CREATE TABLE/gm)?.length);
        const comments = tables.flatMap(({ comment, columns }) => [comment, ...columns.map((one) => one.comment)]);
        expect(comments.filter((one) => one !== undefined).length).toBe(
          text.match(/^COMMENT ON (?:TABLE|COLUMN)/gm)?.length ?? 0,
        );
        const { model } = modelOfSchema(real, postgresDialect, schemaDdl);
        expect(wordsOf(await catalogOf(server, ddlOfModel(model)), 'Prisma'), name).toEqual(wordsOf(real, 'Prisma'));
      }
    };
    // The native server is there already; with time all of them are taken by PGlite too.
    await check(native);
    if (isWhole) await withServer({ kind: 'pglite' }, check);
  });
});

/** Statements without their layout, in no order. */
function statements(sql: string): readonly string[] {
  return sql
    .replace(/^--.*$/gm, '')
    .split(/;\s*(?:\n|$)/)
    .map((one) =>
      one
        .replace(/\s+/g, ' ')
        .replace(/([(,]) /g, '$1')
        .replace(/ \)/g, ')')
        .trim(),
    )
    .filter((one) => one !== '')
    .toSorted();
}

it('what is written of a schema that breaks every habit is a schema of Prisma', async () => {
  const { content, unseen } = prisma(await catalogOf(native, hostileDdl));
  // A key over columns of two types, and fields that lead to a model without a key.
  expect(readPrisma([{ path: 'hostile.prisma', text: content }]).text).toContain('CREATE TABLE');
  expect(unseen.map(({ what }) => what.split(':')[0])).toContain('foreign key between columns of different types');
});

/**
 * Prisma has no words for: CHECK and exclusion constraints, generated columns, indexes with a condition, an expression,
 * INCLUDE or an operator class, partitions, views, functions, procedures and triggers. A unique constraint and a unique
 * index are one to it, and so are serial and identity.
 * DBML has none for: exclusion constraints, unique indexes with a condition, of other indexes all but their columns
 * (conditions, orders, methods other than btree and hash), generated columns, partitions, views, functions, procedures
 * and triggers, and names of primary keys of one column.
 */
describe('each domain of the library, written and read again, is the same as far as there are words', () => {
  it('Prisma and DBML', async () => {
    for (const domain of sampleOf(domains, 2)) {
      const real = await catalogOf(native, ddlOf(domain));
      const form = prisma(real).content;
      const { text, notes } = readPrisma([{ path: `${domain.id}.prisma`, text: form }]);
      const read = await catalogOf(native, text);
      expect(wordsOf(read, 'Prisma'), `${domain.id}, Prisma`).toEqual(wordsOf(real, 'Prisma'));
      expect(saidBy(prisma(read).content), `${domain.id}, Prisma again`).toEqual(saidBy(form));
      expect(notes.filter((note) => !/^(?:Names that only|The database makes a default)/.test(note))).toEqual([]);
      const tables = dbml(real).content;
      const again = await catalogOf(native, readDbml(tables, `${domain.id}.dbml`));
      expect(wordsOf(again, 'DBML'), `${domain.id}, DBML`).toEqual(wordsOf(real, 'DBML'));
      expect(checksOf(again), `${domain.id}, checks of DBML`).toEqual(checksOf(real));
    }
  }, 600_000);
});

function ddlOf({ id, part, options }: Domain): string {
  const { model } = expandModel(mergeParts(id, [part, ...options.map((option) => option.part)]));
  if (model === undefined) throw new Error(`${id} is no model`);
  return ddlOfModel(model);
}

function ddlOfModel(model: LogicalModel): string {
  const made = design?.(model, new Date('2026-06-15T00:00:00Z'));
  return `${made?.statements.map(({ text }) => text).join(';\n\n')};`;
}

/** The schema that statements make in a server, from which everything else is gone. */
async function catalogOf(server: EmbeddedServer, ddl: string): Promise<DatabaseSchema> {
  const connection = await openTwinConnection(server.url);
  try {
    await empty(connection);
    await connection.query(ddl);
  } finally {
    await connection.close();
  }
  const session = await connect(server.url, { bounds: Bounds.parse({}) }, quiet);
  try {
    return await inspect(session, quiet);
  } finally {
    await session.close();
  }
}

async function empty(connection: TwinConnection): Promise<void> {
  const rows = await connection.query(
    `SELECT nspname FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'`,
  );
  const names = rows.map((row) => `"${row['nspname']}"`);
  await connection.query(
    `SET client_min_messages = error; DROP SCHEMA ${names.join(', ')} CASCADE; CREATE SCHEMA public`,
  );
}

/** What both forms have words for. */
function wordsOf({ tables, objects }: DatabaseSchema, form: 'Prisma' | 'DBML') {
  return {
    tables: Object.fromEntries(
      tables.filter(isOne).map((table) => [
        table.name,
        {
          comment: table.comment,
          columns: table.columns.map(({ name, type, nullable, comment, default: value, identity, generated }) => ({
            name,
            type,
            nullable,
            comment,
            counts: identity !== undefined || /^nextval/.test(value ?? ''),
            default: /^nextval/.test(value ?? '') || generated !== undefined ? undefined : value && looseSql(value),
          })),
          keys: rulesOf(table, 'primary-key').map(({ columns }) => columns),
          foreignKeys: rulesOf(table, 'foreign-key').map(({ name, columns, references }) => ({
            name,
            columns,
            references,
          })),
          unique: uniqueColumns(table),
          indexes: table.indexes.flatMap((index) => (index.unique ? [] : indexWords(index, form))).toSorted(),
        },
      ]),
    ),
    enums: objects.filter(({ kind }) => kind === 'enum').map(({ name, definition }) => [name, definition]),
  };
}

function isOne({ kind, partitionOf }: Table): boolean {
  return (kind === 'table' || kind === 'partitioned') && partitionOf === undefined;
}

type Index = Table['indexes'][number];

function indexWords(index: Index, form: 'Prisma' | 'DBML'): readonly string[] {
  const { name, keys, method } = index;
  if (form === 'Prisma') {
    return isPlain(index) ? [`${name} ${method} ${keys.map(({ column, direction }) => `${column} ${direction}`)}`] : [];
  }
  return keys.every(({ column }) => column !== undefined) ? [`${name} ${keys.map(({ column }) => column)}`] : [];
}

function isPlain({ keys, predicate, include }: Index): boolean {
  return (
    predicate === undefined &&
    include.length === 0 &&
    keys.every(({ column, nulls, operatorClass }) => column !== undefined && !nulls && !operatorClass)
  );
}

function rulesOf({ constraints }: Table, kind: Constraint['kind']): readonly Constraint[] {
  return constraints.filter((rule) => rule.kind === kind).toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

function uniqueColumns(table: Table): readonly string[] {
  const names = new Set(table.constraints.map(({ name }) => name));
  return [
    ...rulesOf(table, 'unique').map(({ name, columns }) => `${name} ${columns}`),
    ...table.indexes
      .filter((index) => index.unique && isPlain(index) && !names.has(index.name))
      .map(({ name, keys }) => `${name} ${keys.map(({ column }) => column)}`),
  ].toSorted();
}

function checksOf({ tables }: DatabaseSchema) {
  return tables
    .filter(isOne)
    .map((table) => [
      table.name,
      rulesOf(table, 'check').map(({ name, definition }) => [name, looseCheck(definition)]),
    ]);
}

/** The server prints a list of a CHECK in other words when it has read it once more. */
function looseCheck(definition: string): string {
  return looseSql(definition).replace(/[()[\]\s]|::(?:text|charactervarying)(?:\[\])?|array|check/gi, '');
}

/** The lines of a Prisma schema that say something, in no order; it cannot say that a column is generated. */
function saidBy(text: string): readonly string[] {
  return text
    .split('\n')
    .filter((line) => !/^\s*\/\/(?!\/)/.test(line) && line.trim() !== '')
    .map((line) => line.replace(' @default(dbgenerated())', ''))
    .toSorted();
}

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { shop } from '#agent/demo/shop.ts';
import { parseModel } from '#agent/read-model.ts';
import { writeYaml } from '#agent/write-yaml.ts';
import { domains } from '#analysis/domains/catalogue.ts';
import { features } from '#analysis/features/catalogue.ts';
import { checkModel } from '#analysis/logical-model/check-model.ts';
import { looseSql } from '#analysis/logical-model/loose-sql.ts';
import { modelOfSchema } from '#analysis/logical-model/model-of-schema.ts';
import { shortenModel } from '#analysis/logical-model/shorten-model.ts';
import { dbml } from '#analysis/schema-forms/dbml.ts';
import { readDbml } from '#code/read-dbml.ts';
import { postgresDialect } from '#engines/postgres/design/dialect.ts';
import { design } from '#engines/postgres/design.ts';
import { parseSchema } from '#engines/postgres/parse/schema.ts';
import { schemaDdl } from '#engines/postgres/twin/schema-ddl.ts';
import { SchemaDesignDetails } from '#tasks/design/schema/design-details.ts';
import { modelOfRequest } from '#tasks/design/schema/model-of-request.ts';
import type { DatabaseSchema } from '#vocabulary/database-schema.ts';
import type { LogicalModel } from '#vocabulary/logical-model.ts';
import { quiet } from '../../../bench/quiet-context.ts';
import { createAgent } from '../../../src/index.ts';
import { ddlOf, randomTables } from '../../random-schema.ts';
import { archiveSql } from '../twin/fidelity/archive.ts';
import { rental, tenants } from './good-schemas.ts';
import { hostileDdl } from './hostile-schema.ts';
import { legacySchema } from './legacy-schema.ts';

const now = new Date('2026-01-01T00:00:00Z');
const ddlOfModel = (model: LogicalModel) =>
  `${design?.(model, now)
    .statements.map(({ text }) => text)
    .join(';\n\n')};`;

/** A catalog as a value: what has no order in it is sorted, figures are left out. */
function catalog(schema: DatabaseSchema) {
  const { tables, views, objects } = settled(schema);
  const named = <T extends { name: string }>(list: readonly T[]) =>
    list.toSorted((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  const key = (one: { schema: string; name: string; table?: string | undefined }) =>
    `${one.schema}.${one.table ?? ''}.${one.name}`;
  const sorted = <T extends { schema: string; name: string; table?: string | undefined }>(list: readonly T[]) =>
    list.toSorted((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
  return {
    tables: Object.fromEntries(
      tables.map(({ rows: _, bytes: __, ...table }) => [
        `${table.schema}.${table.name}`,
        {
          ...table,
          // Names of NOT NULL are not kept; the columns say whether they are.
          constraints: named(table.constraints.filter(({ kind }) => kind !== 'not-null')),
          indexes: named(table.indexes.map(({ bytes: ___, ...index }) => index)),
        },
      ]),
    ),
    views: sorted(views),
    objects: sorted(objects),
  };
}

/** The server prints `(ARRAY['a'::varchar])::text[]` in other words when it has read it once more. */
function settled(schema: DatabaseSchema): DatabaseSchema {
  return JSON.parse(JSON.stringify(schema), (_, value) =>
    typeof value === 'string' && value.includes('ARRAY[') ? looseSql(value) : value,
  );
}

async function roundTrip(ddl: string) {
  const real = await parseSchema(ddl, quiet);
  const read = modelOfSchema(real, postgresDialect, schemaDdl);
  expect(checkModel(read.model)).toEqual([]);
  // It is written to a file and read again before it is made.
  const written = parseModel(writeYaml(shortenModel(read.model)), 'model.yaml');
  expect(written).toEqual(read.model);
  const made = await parseSchema(ddlOfModel(written), quiet);
  expect(made.unread.filter((why) => !real.unread.includes(why))).toEqual([]);
  expect(catalog(made)).toEqual(catalog(real));
  return { ...read, real };
}

it('keeps its own e-commerce schema, as the entities that it was made of', async () => {
  const request = 'an e-commerce application with reviews, coupons and multiple warehouses';
  const model = modelOfRequest(request, { domains, features })?.model;
  if (model === undefined) throw new Error('The request was not understood.');
  const { model: read } = await roundTrip(ddlOfModel(model));
  expect(Object.keys(read.entities).toSorted()).toEqual(Object.keys(model.entities).toSorted());
  let same = 0;
  let all = 0;
  for (const [name, entity] of Object.entries(model.entities)) {
    for (const [attribute, { domain }] of Object.entries(entity.attributes)) {
      all++;
      if (read.entities[name]?.attributes[attribute]?.domain === domain) same++;
    }
  }
  console.log(
    `e-commerce: ${same} of ${all} domains told; ${Object.keys(read.imported?.tables ?? {}).length} tables with differences kept beside`,
  );
  expect(same / all).toBeGreaterThan(0.75);
});

it('keeps the demo shop', async () => {
  await roundTrip(
    shop.steps
      .flatMap(({ sql }) => sql.split(/;\n(?=insert|vacuum|analyze)/)[0] ?? [])
      .filter((sql) => /^\s*create/.test(sql))
      .join(';\n'),
  );
});

it.each([
  ['a rental business', rental],
  ['tenants', tenants],
  ['an archive', archiveSql(18).join(';\n')],
  ['a legacy schema', legacySchema],
  ['a hostile schema', hostileDdl],
  [
    'names that no entity can have',
    `CREATE TABLE "two\nlines" (id int PRIMARY KEY, "a\nb" text);
     CREATE TABLE "x$$; DROP TABLE y" (id int PRIMARY KEY);
     CREATE TABLE notes (id int PRIMARY KEY, two_lines int REFERENCES "two\nlines", x int REFERENCES "x$$; DROP TABLE y");
     CREATE INDEX ON notes (x)`,
  ],
])('keeps %s', async (_, ddl) => {
  await roundTrip(ddl);
});

it('reads its own DBML back: tables, columns, keys and delete rules', async () => {
  const real = await parseSchema(tenants, quiet);
  const read = await parseSchema(readDbml(dbml(real).content, 'tenants.dbml'), quiet);
  // DBML does not say which extensions there are.
  expect(read.unread.filter((why) => !why.includes('extension'))).toEqual([]);
  const words = ({ tables }: DatabaseSchema) =>
    tables.map(({ name, columns, constraints }) => [
      name,
      columns.map((one) => [one.name, one.type, one.nullable]),
      constraints
        .filter(({ kind }) => ['primary-key', 'unique', 'foreign-key'].includes(kind))
        .map(({ kind, columns: key, references }) => `${kind} ${key} ${references?.table} ${references?.onDelete}`)
        .toSorted(),
    ]);
  expect(words(read)).toEqual(words(real));
});

it('goes from a file of DDL through the command: made, unmade and made again', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'dbwright-import-'));
  const agent = createAgent();
  try {
    const file = join(folder, 'rental.sql');
    writeFileSync(file, rental);
    const report = await agent.design.schema({ model: file });
    const details = SchemaDesignDetails.parse(report.details);
    expect(details.proof?.failed).toBeUndefined();
    expect(details.proof?.roundTrip).toEqual({ left: [], differs: [] });
    expect(details.decisions.map(({ what }) => what).join(' ')).toContain('Tables that are no entities');
    const wrong = join(folder, 'wrong.sql');
    writeFileSync(wrong, 'CREATE TABLE a (id int PRIMARY KEY);\nCREATE TABEL b (id int);\n');
    await expect(agent.design.schema({ model: wrong })).rejects.toMatchObject({
      problem: { code: 'invalid', message: expect.stringContaining('line 2, column 8: not understood') },
    });
  } finally {
    await agent.close();
    rmSync(folder, { recursive: true });
  }
});

it('keeps random schemas', async () => {
  const runs = process.env['DBWRIGHT_FULL'] === '1' ? 60 : 4;
  await fc.assert(
    fc.asyncProperty(randomTables, async (tables) => {
      await roundTrip(ddlOf(tables));
    }),
    { numRuns: runs, endOnFailure: true },
  );
}, 600_000);

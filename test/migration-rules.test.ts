import { describe, expect, test } from 'vitest';
import type { Facts } from '#contracts/facts.ts';
import { readMigrations } from '#engines/postgres/read-migrations.ts';
import { migrationRules } from '#rules/catalogue.ts';
import { judge } from '#rules/judge.ts';
import { DatabaseSchema } from '#vocabulary/database-schema.ts';
import type { Finding } from '#vocabulary/finding.ts';
import type { MigrationText } from '#vocabulary/migration.ts';

/* What a page cannot show: several files, sizes, settings of the server, a schema of which nothing is known. */

const orders = {
  schema: 'public',
  name: 'orders',
  columns: [
    { name: 'id', type: 'bigint', nullable: false },
    { name: 'state', type: 'public.state', nullable: false },
  ],
};

function schemaOf(rows?: number): DatabaseSchema {
  return DatabaseSchema.parse({
    engine: 'postgres',
    searchPath: ['public'],
    tables: [rows === undefined ? orders : { ...orders, rows }],
    objects: [
      { kind: 'enum', schema: 'public', name: 'state', definition: "CREATE TYPE public.state AS ENUM ('open')" },
    ],
  });
}

const nothing: DatabaseSchema = { ...schemaOf(), tables: [], objects: [] };

function findings(
  id: string,
  files: readonly (string | Partial<MigrationText>)[],
  { schema = schemaOf(), ...facts }: Partial<Facts> = {},
): readonly Finding[] {
  const texts = files.map(
    (file, at): MigrationText => ({
      path: `${at + 1}.sql`,
      name: `${at + 1}`,
      up: typeof file === 'string' ? file : '',
      line: 1,
      transaction: 'file',
      ...(typeof file === 'string' ? {} : file),
    }),
  );
  const migration = {
    layout: 'drizzle',
    files: [...readMigrations({ files: texts, schema, major: 18 })],
    unread: [],
  };
  const found = judge(
    migrationRules.filter((rule) => rule.id === id),
    { ...facts, migration },
  );
  expect(found.unseen).toEqual([]);
  return found.findings;
}

describe('files that run in one transaction', () => {
  const value = "alter type state add value 'sent';";
  const use = "update orders set state = 'sent' where id = 1;";

  test('a value of an enum is used in the next file', () => {
    const rule = 'enum-value-used-in-its-transaction';
    expect(findings(rule, [value, use])).toEqual([]);
    const [finding] = findings(rule, [value, { up: use, joined: true }]);
    expect(finding?.message).toContain('line 1 of 1.sql');
    expect(finding?.place).toEqual({ file: '2.sql', line: 1 });
    expect(
      findings(rule, ["create type state as enum ('a');", { up: value, joined: true }, { up: use, joined: true }], {
        schema: nothing,
      }),
    ).toEqual([]);
  });

  test('a constraint is validated in the next file', () => {
    const add = 'alter table orders add constraint positive check (id > 0) not valid;';
    const validate = 'alter table orders validate constraint positive;';
    const rule = 'validated-in-same-transaction';
    expect(findings(rule, [add, validate])).toEqual([]);
    expect(findings(rule, [add, { up: validate, joined: true }])).toHaveLength(1);
  });

  test('rows are changed in the next file', () => {
    const add = 'alter table orders add column note text;';
    const fill = "update orders set note = '';";
    const rule = 'rows-changed-with-schema';
    expect(findings(rule, [add, fill])).toEqual([]);
    expect(findings(rule, [add, { up: fill, joined: true }])).toHaveLength(1);
  });
});

describe('sizes', () => {
  test('an UPDATE of all rows: silent, told, grave', () => {
    const severities = (rows?: number) =>
      findings('rows-changed-at-once', ["update orders set state = 'open';"], { schema: schemaOf(rows) }).map(
        ({ severity }) => severity,
      );
    expect(severities(200)).toEqual([]);
    expect(severities()).toEqual(['info']);
    expect(severities(2_000_000)).toEqual(['warning']);
  });

  test('NOT NULL without a default passes on an empty table, and breaks who writes to it', () => {
    const add = ['alter table orders add column note text not null;'];
    const rule = 'not-null-added-for-old-writers';
    expect(findings(rule, add, { schema: schemaOf(0) })).toHaveLength(1);
    expect(findings(rule, add, { schema: schemaOf(2_000_000) })).toEqual([]);
  });

  test('how many rows go is told', () => {
    const [finding] = findings('table-dropped', ['drop table orders;'], { schema: schemaOf(2_000_000) });
    expect(finding?.message).toContain('2,000,000 rows');
  });
});

describe('where the schema is not known', () => {
  test.each([
    ['table-dropped', 'drop table orders;'],
    ['table-dropped', 'drop table if exists orders;'],
    ['column-dropped', 'alter table orders drop column state;'],
    ['column-renamed', 'alter table orders rename column state to status;'],
    ['table-renamed', 'alter table orders rename to purchases;'],
    ['view-dropped-or-narrowed', 'drop view open_orders;'],
    ['table-truncated', 'truncate orders;'],
    ['rows-deleted-without-condition', 'delete from orders;'],
    ['enum-value-renamed', "alter type state rename value 'open' to 'new';"],
    ['schema-dropped-or-renamed', 'drop schema shop cascade;'],
    ['row-security-without-policy', 'alter table orders enable row level security;'],
  ])('%s speaks with less certainty: %s', (rule, statement) => {
    expect(findings(rule, [statement], { schema: nothing }).map(({ severity }) => severity)).toEqual(['warning']);
  });
});

describe('lock-without-timeout', () => {
  const alter = ['alter table orders add column note text;'];
  const setting = (value: string) => ({ settings: { lock_timeout: { value } } });

  test('the server may set it', () => {
    expect(findings('lock-without-timeout', alter, setting('0'))).toHaveLength(1);
    expect(findings('lock-without-timeout', alter, setting('2s'))).toEqual([]);
  });

  test('one finding a file', () => {
    const up = `${alter} alter table orders add column paid boolean;`;
    const [finding, ...more] = findings('lock-without-timeout', [{ up, transaction: 'statement' }]);
    expect(finding?.message).toContain('1 statement behind it');
    expect(more).toEqual([]);
  });
});

test('what may be a secret is not repeated', () => {
  const secret = 's3cr3t';
  const files = [
    { up: `create role app login password ${secret};`, transaction: 'statement' as const },
    {
      up: `create function f() returns text language sql as '${secret}'; analyze; create table t ();`,
      transaction: 'statement' as const,
    },
  ];
  const found = migrationRules.flatMap(({ id }) => findings(id, files));
  expect(found.map(({ rule }) => rule)).toEqual(
    expect.arrayContaining(['statement-not-understood', 'statement-not-repeatable']),
  );
  expect(JSON.stringify(found)).not.toContain(secret);
});

test('partitions of a table are one table', () => {
  const schema = DatabaseSchema.parse({
    engine: 'postgres',
    searchPath: ['public'],
    tables: [
      { schema: 'public', name: 'events', kind: 'partitioned', columns: [], partitionKey: 'RANGE (at)' },
      ...['may', 'june'].map((name) => ({
        schema: 'public',
        name,
        columns: [],
        partitionOf: { schema: 'public', table: 'events', bound: 'DEFAULT' },
      })),
    ],
  });
  const both =
    'alter table may set (fillfactor = 70); alter table may add column x int; alter table june add column x int;';
  expect(findings('several-tables-locked', [both], { schema })).toEqual([]);
});

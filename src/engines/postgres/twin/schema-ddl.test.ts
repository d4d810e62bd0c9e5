import { describe, expect, it } from 'vitest';
import { DatabaseSchema } from '#vocabulary/database-schema.ts';
import { schemaDdl } from './schema-ddl.ts';

const column = (name: string, type: string, fields: object = {}) => ({ name, type, nullable: true, ...fields });
const ddl = (parts: object, options = {}) =>
  schemaDdl(DatabaseSchema.parse({ engine: 'postgres', searchPath: ['public'], tables: [], ...parts }), options).map(
    ({ text }) => text,
  );

describe('schemaDdl', () => {
  it('quotes names and keeps defaults, identity, generated columns and storage', () => {
    const tables = [
      {
        schema: 'app',
        name: 'Order Items',
        options: ['fillfactor=70'],
        columns: [
          column('Id', 'bigint', { nullable: false, identity: 'always' }),
          column('price', 'numeric(10,2)', { default: '0' }),
          column('gross', 'numeric', { generated: 'price * 1.19' }),
          column('note', 'text'),
        ],
      },
    ];
    expect(ddl({ tables }, { textCollation: '"C"' })).toEqual([
      'CREATE SCHEMA IF NOT EXISTS app',
      `CREATE TABLE app."Order Items" (
  "Id" bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  price numeric(10,2) DEFAULT 0,
  gross numeric GENERATED ALWAYS AS (price * 1.19) STORED,
  note text COLLATE "C"
)
WITH (fillfactor = '70')`,
    ]);
  });

  it('makes partitions apart, then ties them and their indexes to the parent', () => {
    const keys = [{ column: 'at' }];
    const index = (table: string, fields: object) => ({
      schema: 'public',
      table,
      name: `${table}_at`,
      keys,
      ...fields,
    });
    const tables = [
      {
        schema: 'public',
        name: 'events',
        kind: 'partitioned',
        partitionKey: 'RANGE (at)',
        columns: [column('at', 'date')],
        indexes: [
          index('events', {
            partitioned: true,
            definition: 'CREATE INDEX events_at ON ONLY public.events USING btree (at)',
          }),
        ],
      },
      {
        schema: 'public',
        name: 'old',
        columns: [column('at', 'date')],
        partitionOf: { schema: 'public', table: 'events', bound: "FOR VALUES FROM (MINVALUE) TO ('2024-01-01')" },
        indexes: [
          index('old', {
            partOf: { schema: 'public', name: 'events_at' },
            definition: 'CREATE INDEX old_at ON public.old USING btree (at)',
          }),
        ],
      },
    ];
    expect(ddl({ tables }).slice(1)).toEqual([
      'CREATE TABLE public.events (\n  at date\n)\nPARTITION BY RANGE (at)',
      'CREATE TABLE public.old (\n  at date\n)',
      "ALTER TABLE ONLY public.events ATTACH PARTITION public.old FOR VALUES FROM (MINVALUE) TO ('2024-01-01')",
      'CREATE INDEX events_at ON ONLY public.events USING btree (at)',
      'CREATE INDEX old_at ON public.old USING btree (at)',
      'ALTER INDEX public.events_at ATTACH PARTITION public.old_at',
    ]);
  });

  it('adds foreign keys last, unchecked, and takes any version of an extension', () => {
    const tables = ['b', 'a'].map((name) => ({
      schema: 'public',
      name,
      columns: [column('id', 'integer')],
      constraints: [
        {
          name: `${name}_fkey`,
          kind: 'foreign-key',
          columns: ['id'],
          definition: 'FOREIGN KEY (id) REFERENCES public.a(id)',
        },
        { name: `${name}_pkey`, kind: 'primary-key', columns: ['id'], definition: 'PRIMARY KEY (id)' },
      ],
    }));
    const objects = [
      {
        kind: 'extension',
        schema: 'public',
        name: 'hstore',
        definition: "CREATE EXTENSION IF NOT EXISTS hstore SCHEMA public VERSION '1.7'",
      },
    ];
    const statements = ddl({ tables, objects });
    expect(statements).toContain('CREATE EXTENSION IF NOT EXISTS hstore SCHEMA public');
    expect(statements.slice(-2)).toEqual([
      'ALTER TABLE public.b ADD CONSTRAINT b_fkey FOREIGN KEY (id) REFERENCES public.a(id) NOT VALID',
      'ALTER TABLE public.a ADD CONSTRAINT a_fkey FOREIGN KEY (id) REFERENCES public.a(id) NOT VALID',
    ]);
  });

  it('puts inheritance parents first', () => {
    const tables = [
      { schema: 'public', name: 'child', columns: [], inherits: [{ schema: 'public', table: 'parent' }] },
      { schema: 'public', name: 'parent', columns: [] },
    ];
    const names = ddl({ tables }).map((text) => /TABLE (\S+)/.exec(text)?.[1]);
    expect(names.indexOf('public.parent')).toBeLessThan(names.indexOf('public.child'));
  });
});

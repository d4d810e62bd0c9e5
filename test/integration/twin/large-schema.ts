import type { TwinRequest } from '#contracts/engine.ts';
import { type Constraint, DatabaseSchema, Table } from '#vocabulary/database-schema.ts';
import { type ColumnStatistics, type RelationStatistics, Statistics } from '#vocabulary/statistics.ts';

/**
 * A schema of that many tables as a catalog would give it, with statistics of every column, and no server behind it:
 * keys, foreign keys, two to four indexes a table, enums, views, and a partitioned table in each hundred.
 */
export function largeRequest(tables: number): TwinRequest {
  const all = Array.from({ length: tables }, (_, at) => tableAt(at, tables));
  return {
    schema: DatabaseSchema.parse({
      engine: 'postgres',
      searchPath: ['area_0', 'public'],
      collation: { provider: 'icu', name: 'und' },
      tables: all.map(({ table }) => table),
      views: all
        .filter((_, at) => at % 50 === 7)
        .map(({ table: { schema, name } }) => ({
          schema,
          name: `${name}_open`,
          columns: [],
          definition: `SELECT id, amount, note FROM ${schema}.${name} WHERE status = 'open'`,
        })),
      objects: areas.map((schema) => ({
        kind: 'enum',
        schema,
        name: 'state',
        definition: `CREATE TYPE ${schema}.state AS ENUM (${states.map((state) => `'${state}'`).join(', ')})`,
      })),
    }),
    statistics: Statistics.parse({ origin: 'catalog', relations: all.flatMap(({ relations }) => relations) }),
    settings: { work_mem: { value: '16MB' }, random_page_cost: { value: '1.1' }, jit: { value: 'off' } },
    major: 18,
  };
}

const states = ['open', 'paid', 'sent', 'returned'];
const areas = Array.from({ length: 8 }, (_, at) => `area_${at}`);
/** Of each hundred tables the first is partitioned, and the six after it are its partitions. */
const partitions = 6;

type Role = 'plain' | 'partitioned' | 'partition';

function roleOf(at: number): Role {
  if (at % 100 === 0) return 'partitioned';
  return at % 100 <= partitions ? 'partition' : 'plain';
}

function placeOf(at: number): { readonly schema: string; readonly name: string } {
  // A partition stands where its parent does.
  const area = roleOf(at) === 'partition' ? at - (at % 100) : at;
  return { schema: areas[area % areas.length] ?? 'area_0', name: `thing_${String(at).padStart(4, '0')}` };
}

function tableAt(at: number, tables: number): { readonly table: Table; readonly relations: RelationStatistics[] } {
  const { schema, name } = placeOf(at);
  const role = roleOf(at);
  const parent = placeOf(at - (at % 100));
  const rows = 1000 * 2 ** (at % 12);
  const column = (column: string, type: string, nullable = false) => ({ name: column, type, nullable });
  const indexes = [
    { name: `${name}_parent`, columns: ['parent_id'] },
    { name: `${name}_created`, columns: ['created_at', 'status'] },
    ...(role === 'plain' && at % 3 === 0 ? [{ name: `${name}_note`, columns: ['note'] }] : []),
  ];
  const constraints: Partial<Constraint>[] = [
    {
      name: `${name}_pkey`,
      kind: 'primary-key',
      columns: ['id', 'created_at'],
      definition: role === 'plain' ? 'PRIMARY KEY (id)' : 'PRIMARY KEY (id, created_at)',
    },
  ];
  const target = at - 1;
  if (role === 'plain' && target > 0 && target < tables && roleOf(target) === 'plain') {
    const { schema: place, name: other } = placeOf(target);
    constraints.push({
      name: `${name}_parent_id_fkey`,
      kind: 'foreign-key',
      columns: ['parent_id'],
      definition: `FOREIGN KEY (parent_id) REFERENCES ${place}.${other}(id)`,
    });
  }
  const only = role === 'partitioned' ? 'ONLY ' : '';
  const partOf = (index: string) =>
    role === 'partition' ? { partOf: { schema: parent.schema, name: index.replace(name, parent.name) } } : {};
  const month = at % 100;
  const table = Table.parse({
    schema,
    name,
    kind: role === 'partitioned' ? 'partitioned' : 'table',
    columns: [
      column('id', 'bigint'),
      column('parent_id', 'bigint', true),
      column('status', `${schema}.state`),
      column('amount', 'numeric(12,2)'),
      column('note', 'text', true),
      column('created_at', 'timestamp with time zone'),
    ],
    constraints,
    indexes: [
      {
        schema,
        table: name,
        name: `${name}_pkey`,
        unique: true,
        keys: [{ column: 'id' }],
        constraint: `${name}_pkey`,
        ...partOf(`${name}_pkey`),
      },
      ...indexes.map((index) => ({
        schema,
        table: name,
        name: index.name,
        keys: index.columns.map((each) => ({ column: each })),
        definition: `CREATE INDEX ${index.name} ON ${only}${schema}.${name} USING btree (${index.columns.join(', ')})`,
        ...partOf(index.name),
      })),
    ],
    ...(role === 'partitioned' ? { partitionKey: 'RANGE (created_at)' } : {}),
    ...(role === 'partition'
      ? {
          partitionOf: {
            schema: parent.schema,
            table: parent.name,
            bound: `FOR VALUES FROM ('2024-0${month}-01 00:00:00+00') TO ('2024-0${month + 1}-01 00:00:00+00')`,
          },
        }
      : {}),
  });
  const pages = Math.ceil(rows / 90);
  const relations: RelationStatistics[] = [
    {
      schema,
      name,
      kind: 'table',
      rows,
      pages: role === 'partitioned' ? 0 : pages,
      allVisiblePages: role === 'partitioned' ? 0 : pages,
      columns: columnsAt(at, rows).map((each) => ({ ...each, inherited: role === 'partitioned' })),
    },
    ...(role === 'partitioned' ? [] : [`${name}_pkey`, ...indexes.map((index) => index.name)]).map((index) => ({
      schema,
      name: index,
      kind: 'index' as const,
      table: name,
      rows,
      pages: 2 + Math.ceil(rows / 330),
      columns: [],
    })),
  ];
  return { table, relations };
}

/** A hundred values each, as ANALYZE keeps by default. */
function columnsAt(at: number, rows: number): readonly ColumnStatistics[] {
  const hundred = Array.from({ length: 101 }, (_, step) => step);
  const even = hundred.slice(1).map(() => 0.006);
  const day = (step: number) => new Date(Date.UTC(2024, 0, 1 + step, at % 24)).toISOString();
  const base = { nullFraction: 0, inherited: false };
  return [
    {
      ...base,
      column: 'id',
      averageWidth: 8,
      distinct: -1,
      histogram: hundred.map((step) => `${Math.round((step * rows) / 100)}`),
      correlation: 1,
    },
    {
      ...base,
      column: 'parent_id',
      nullFraction: 0.1,
      averageWidth: 8,
      distinct: 400,
      mostCommonValues: hundred.slice(1).map((step) => `${step * 3}`),
      mostCommonFrequencies: even,
      histogram: hundred.map((step) => `${1000 + step * 7}`),
      correlation: 0.2,
    },
    {
      ...base,
      column: 'status',
      averageWidth: 4,
      distinct: 4,
      mostCommonValues: states,
      mostCommonFrequencies: [0.7, 0.2, 0.06, 0.04],
      correlation: 0.6,
    },
    {
      ...base,
      column: 'amount',
      averageWidth: 6,
      distinct: -0.3,
      histogram: hundred.map((step) => `${step * 10}.50`),
      correlation: 0.01,
    },
    {
      ...base,
      column: 'note',
      nullFraction: 0.4,
      averageWidth: 22,
      distinct: -0.2,
      histogram: hundred.map((step) => `it's note ${String(step).padStart(3, '0')}`),
      correlation: 0.03,
    },
    { ...base, column: 'created_at', averageWidth: 8, distinct: -0.9, histogram: hundred.map(day), correlation: 0.98 },
  ];
}

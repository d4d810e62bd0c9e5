import type { Layout } from '#engines/sql/warehouse/layout.ts';
import { storedBy } from '#engines/sql/warehouse/stored-by.ts';
import type { Warehouse } from '#engines/sql/warehouse/warehouse.ts';
import type { Table } from '#vocabulary/database-schema.ts';

/** https://cloud.google.com/bigquery/docs/reference/standard-sql/lexical#reserved_keywords */
const reserved = new Set(
  'all and any array as asc assert_rows_modified at between by case cast collate contains create cross cube current default define desc distinct else end enum escape except exclude exists extract false fetch following for from full group grouping groups hash having if ignore in inner intersect interval into is join lateral left like limit lookup merge natural new no not null nulls of on or order outer over partition preceding proto qualify range recursive respect right rollup rows select set some struct tablesample then to treat true unbounded union unnest using when where window with within'.split(
    ' ',
  ),
);

const literal = (text: string) => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\n', '\\n')}'`;
const quote = (name: string) => (/^[a-z_][a-z0-9_]*$/.test(name) && !reserved.has(name) ? name : `\`${name}\``);

/** Rows in five years from which on days are parts of their own: below, clustering alone reads as little. */
const worthParts = 10_000_000;

/** GoogleSQL. https://cloud.google.com/bigquery/docs/reference/standard-sql/data-definition-language */
export const bigqueryWarehouse: Warehouse = {
  id: 'bigquery',
  name: 'BigQuery',
  longestName: 300,
  types: {
    word: (length) => `STRING(${length})`,
    text: 'STRING',
    whole: 'INT64',
    // NUMERIC has 29 digits before the point and 9 behind it.
    exact: (precision, scale) =>
      `${scale > 9 || precision - scale > 29 ? 'BIGNUMERIC' : 'NUMERIC'}(${precision}, ${scale})`,
    moment: 'TIMESTAMP',
    date: 'DATE',
    time: 'TIME',
    boolean: 'BOOL',
    uuid: 'STRING(36)',
    json: 'JSON',
    binary: 'BYTES',
    vector: () => 'ARRAY<FLOAT64>',
  },
  reserved,
  quote,
  literal,
  matches: (column, pattern) => `REGEXP_CONTAINS(${column}, ${literal(`^(${pattern})$`)})`,
  now: { moment: 'CURRENT_TIMESTAMP()', date: 'CURRENT_DATE()', time: 'CURRENT_TIME()' },
  key: () => ({ type: 'STRING(36)', default: 'GENERATE_UUID()' }),
  parameter: (number) => `@p${number}`,
  contains: (column, parameter) => `CONTAINS_SUBSTR(${column}, ${parameter})`,
  hasGenerated: false,
  notesUnique: false,
  refersToKeysOnly: true,
  noted: ' NOT ENFORCED',
  namesPrimaryKeys: false,
  column: ({ name, type, nullable, default: preset, comment }) =>
    [
      quote(name),
      type,
      preset === undefined ? '' : `DEFAULT ${preset}`,
      // A list is never NULL, and NOT NULL may not be said of it.
      nullable || type.startsWith('ARRAY') ? '' : 'NOT NULL',
      comment === undefined ? '' : `OPTIONS (description = ${literal(comment)})`,
    ]
      .filter((word) => word !== '')
      .join(' '),
  table: (table, lines, layout) => {
    const { part, clusters } = stored(table, layout);
    const expires =
      part === undefined || layout.keepDays === undefined ? [] : [`partition_expiration_days = ${layout.keepDays}`];
    const given = table.options.filter((one) => one !== 'plain');
    const isGiven = table.options.length > 0;
    const options = [
      ...(table.comment === undefined ? [] : [`description = ${literal(table.comment)}`]),
      ...(isGiven ? given.filter((one) => !/^(?:PARTITION|CLUSTER) BY/.test(one)) : expires),
    ];
    return [
      `CREATE TABLE ${quote(table.name)} (\n${lines.map((line) => `  ${line}`).join(',\n')}\n)`,
      ...(isGiven ? given.filter((one) => /^(?:PARTITION|CLUSTER) BY/.test(one)) : []),
      ...(part === undefined || isGiven ? [] : [`PARTITION BY ${part}`]),
      ...(clusters.length === 0 || isGiven ? [] : [`CLUSTER BY ${clusters.join(', ')}`]),
      ...(options.length === 0 ? [] : [`OPTIONS (${options.join(', ')})`]),
    ].join('\n');
  },
  after: () => [],
  storage: (table, layout) => {
    const { part, clusters } = stored(table, layout);
    if (part === undefined && clusters.length === 0) return undefined;
    const how = [
      ...(part === undefined ? [] : [`divided by ${part}`]),
      ...(clusters.length === 0 ? [] : [`clustered by ${clusters.join(', ')}`]),
    ];
    return { what: `${table.name} is ${how.join(' and ')}.`, why: storedBy(layout) };
  },
  decisions: [
    {
      what: 'Made-up keys are UUIDs as texts, GENERATE_UUID().',
      why: 'Many jobs load at once; a counter would be one place where all of them wait.',
    },
    {
      what: 'Keys and references are NOT ENFORCED; references within one table and to more than its key are not declared.',
      why: 'BigQuery keeps none of them and lets a foreign key name the primary key of another table only. Its planner takes those declared for true: check after each load.',
    },
    { what: 'Durations are seconds.', why: 'Whole numbers add up, and other tools read them.' },
  ],
};

/** Four columns at most, of types that have an order. */
function stored(
  table: Table,
  { rows = 0, time, asked }: Layout,
): {
  readonly part: string | undefined;
  readonly clusters: readonly string[];
} {
  const isDivided = rows >= worthParts && time !== undefined;
  const part = isDivided ? (time.isDay ? quote(time.column) : `DATE(${quote(time.column)})`) : undefined;
  const sortable = (column: string) =>
    !/^(?:JSON|ARRAY|BYTES|TIME$)/.test(table.columns.find(({ name }) => name === column)?.type ?? 'JSON');
  return { part, clusters: asked.filter(sortable).slice(0, 4).map(quote) };
}

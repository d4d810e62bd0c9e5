import { storedBy } from '#engines/sql/warehouse/stored-by.ts';
import type { Warehouse } from '#engines/sql/warehouse/warehouse.ts';

/** And `format`, at which readers of Snowflake's SQL stumble. https://docs.snowflake.com/en/sql-reference/reserved-keywords */
const reserved = new Set(
  'account all alter and any as between by case cast check column connect connection constraint create cross current current_date current_time current_timestamp current_user database delete distinct drop else exists false following for format from full grant group gscluster having ilike in increment inner insert intersect into is issue join lateral left like localtime localtimestamp minus natural not null of on or order organization qualify regexp revoke right rlike row rows sample schema select set some start table tablesample then to trigger true try_cast union unique update using values view when whenever where with'.split(
    ' ',
  ),
);

/** Backslashes escape in Snowflake's texts. https://docs.snowflake.com/en/sql-reference/data-types-text */
const literal = (text: string) => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
/** Plain names are kept in capitals: a reserved one is quoted so too. */
const quote = (name: string) =>
  /^[a-z_][a-z0-9_]*$/.test(name) && !reserved.has(name)
    ? name
    : // A name that was read may tell capitals apart.
      `"${(/[A-Z]/.test(name) ? name : name.toUpperCase()).replaceAll('"', '""')}"`;

/** Rows from which on sorted micro-partitions are worth what keeping them so costs. */
const worthClustering = 100_000_000;

/** https://docs.snowflake.com/en/sql-reference/sql/create-table */
export const snowflakeWarehouse: Warehouse = {
  id: 'snowflake',
  name: 'Snowflake',
  longestName: 255,
  types: {
    word: (length) => `VARCHAR(${length})`,
    text: 'VARCHAR',
    whole: 'NUMBER(19,0)',
    exact: (precision, scale) => `NUMBER(${precision},${scale})`,
    moment: 'TIMESTAMP_TZ(6)',
    date: 'DATE',
    time: 'TIME(0)',
    boolean: 'BOOLEAN',
    uuid: 'VARCHAR(36)',
    json: 'VARIANT',
    binary: 'BINARY',
    vector: (dimensions) => (dimensions === undefined ? 'ARRAY' : `VECTOR(FLOAT, ${dimensions})`),
  },
  reserved,
  quote,
  literal,
  matches: (column, pattern) => `REGEXP_LIKE(${column}, ${literal(pattern)})`,
  now: { moment: 'CURRENT_TIMESTAMP()', date: 'CURRENT_DATE()', time: 'CURRENT_TIME()' },
  key: (keys) =>
    keys === 'uuid'
      ? { type: 'VARCHAR(36)', default: 'UUID_STRING()' }
      : { type: 'NUMBER(19,0)', identity: 'by-default' },
  parameter: () => '?',
  contains: (column, parameter) => `CONTAINS(LOWER(${column}), LOWER(${parameter}))`,
  hasGenerated: true,
  notesUnique: true,
  refersToKeysOnly: false,
  noted: ' NOT ENFORCED',
  namesPrimaryKeys: true,
  column: ({ name, type, nullable, default: preset, identity, generated, comment }) =>
    [
      quote(name),
      type,
      generated === undefined ? '' : `AS (${generated})`,
      identity === undefined ? '' : 'AUTOINCREMENT START 1 INCREMENT 1 NOORDER',
      preset === undefined ? '' : `DEFAULT ${preset}`,
      nullable || generated !== undefined ? '' : 'NOT NULL',
      comment === undefined ? '' : `COMMENT ${literal(comment)}`,
    ]
      .filter((word) => word !== '')
      .join(' '),
  table: ({ name, comment }, lines) =>
    `CREATE TABLE ${quote(name)} (\n${lines.map((line) => `  ${line}`).join(',\n')}\n)${comment === undefined ? '' : `\nCOMMENT = ${literal(comment)}`}`,
  after: ({ name, options }, { rows = 0, time, asked }) => {
    const own = options.find((one) => one.startsWith('CLUSTER BY'));
    if (options.length > 0) return own === undefined ? [] : [`ALTER TABLE ${quote(name)} ${own}`];
    const keys = clusterKeys(time, asked);
    return rows < worthClustering || keys.length === 0
      ? []
      : [`ALTER TABLE ${quote(name)} CLUSTER BY (${keys.join(', ')})`];
  },
  storage: ({ name }, layout) => {
    const keys = clusterKeys(layout.time, layout.asked);
    if ((layout.rows ?? 0) < worthClustering || keys.length === 0) return undefined;
    return { what: `${name} is clustered by ${keys.join(', ')}.`, why: storedBy(layout) };
  },
  decisions: [
    {
      what: 'Keys, references and uniqueness are declared NOT ENFORCED; tables are not hybrid.',
      why: 'Standard tables keep NOT NULL alone. Hybrid tables keep keys and references, at the price of slower scans: make those hybrid that an application writes row by row.',
    },
    {
      what: 'Names are written plain, so Snowflake holds them in capitals; reserved ones are quoted in capitals.',
      why: 'Quoted small letters would have to be quoted in every query.',
    },
    {
      what: 'Durations are seconds.',
      why: 'Whole numbers add up, and other tools read them.',
    },
  ],
};

/** Days first: a moment has too many values to sort partitions by. */
function clusterKeys(
  time: { readonly column: string; readonly isDay: boolean } | undefined,
  asked: readonly string[],
): readonly string[] {
  const first = time === undefined ? [] : [time.isDay ? quote(time.column) : `TO_DATE(${quote(time.column)})`];
  return [
    ...first,
    ...asked
      .filter((column) => column !== time?.column)
      .slice(0, 2)
      .map(quote),
  ];
}

import type { ColumnForm } from '#analysis/physical-design/dialect.ts';
import { quoteLiteral } from '#engines/sqlserver/quote.ts';
import type { Attribute, Domain } from '#vocabulary/logical-attribute.ts';

/** How SQL Server holds an attribute. https://learn.microsoft.com/sql/t-sql/data-types/data-types-transact-sql */
export function sqlserverForm(attribute: Attribute, column: string): ColumnForm {
  const { domain, type, default: value, generated } = attribute;
  const form = forms[domain](attribute, column);
  return {
    ...form,
    // Read from elsewhere: more than an int may be there.
    ...(type === 'bigint' && form.type === 'int' ? { type } : {}),
    ...(value === undefined || generated !== undefined ? {} : { default: preset(value, domain) }),
  };
}

type Form = (attribute: Attribute, column: string) => ColumnForm;

/** Compared byte by byte: patterns then mean small letters where they say so. */
const exactly = (column: string) => `${column} COLLATE Latin1_General_100_BIN2`;
const like = (column: string, pattern: string) => `${exactly(column)} LIKE '${pattern}'`;
/** None but these signs. */
const only = (column: string, signs: string) => `${exactly(column)} NOT LIKE '%[^${signs}]%'`;

const words =
  (length: number, check?: (column: string) => string): Form =>
  (attribute, column) => ({
    type: wide(attribute.length ?? length),
    ...(check === undefined ? {} : { check: check(column) }),
  });
/** Texts of plain letters, digits and signs. */
const signs =
  (length: number, check?: (column: string) => string): Form =>
  (attribute, column) => ({
    type: `varchar(${attribute.length ?? length})`,
    ...(check === undefined ? {} : { check: check(column) }),
  });
const plain =
  (type: string, check?: (column: string) => string): Form =>
  (_, column) => ({ type, ...(check === undefined ? {} : { check: check(column) }) });
const exact =
  (precision: number, scale: number): Form =>
  (attribute) => ({
    type: `decimal(${attribute.precision ?? precision},${attribute.precision === undefined ? scale : (attribute.scale ?? 0)})`,
  });
/** Only where the model gives no bounds of its own. */
const within =
  (check: (column: string) => string, form: Form): Form =>
  (attribute, column) => {
    const made = form(attribute, column);
    const { min, max, above, below } = attribute;
    return (min ?? max ?? above ?? below) === undefined ? { ...made, check: check(column) } : made;
  };
/** Not below zero, unless the model says where it begins. */
const natural =
  (form: Form): Form =>
  (attribute, column) => {
    const made = form(attribute, column);
    return (attribute.min ?? attribute.above) === undefined ? { ...made, check: `${column} >= 0` } : made;
  };
const among: Form = ({ values = [], length }, column) => ({
  type: `varchar(${length ?? Math.max(20, ...values.map((value) => Math.ceil(value.length / 10) * 10))})`,
  check: `${column} IN (${values.map(quoteLiteral).join(', ')})`,
});

const forms: Readonly<Record<Domain, Form>> = {
  code: words(40),
  name: words(200),
  title: words(300),
  text: ({ length }) => ({ type: length === undefined ? 'nvarchar(max)' : wide(length) }),
  slug: signs(
    120,
    (column) => `${like(column, '[a-z0-9]%[a-z0-9]')} AND ${only(column, 'a-z0-9-')} AND ${column} NOT LIKE '%--%'`,
  ),
  // Two that differ in case only are one, by the collation.
  email: (_, column) => ({
    type: 'nvarchar(254)',
    collation: 'Latin1_General_100_CI_AS',
    check: `${column} LIKE '%_@_%._%' AND ${column} NOT LIKE '%@%@%' AND ${column} NOT LIKE '% %'`,
  }),
  phone: signs(
    20,
    (column) =>
      `${column} LIKE '+[1-9]%' AND LEN(${column}) BETWEEN 8 AND 16 AND SUBSTRING(${column}, 2, 20) NOT LIKE '%[^0-9]%'`,
  ),
  url: words(2048, (column) => `(${column} LIKE 'http://_%' OR ${column} LIKE 'https://_%')`),
  password_hash: signs(255),
  token: signs(255),
  hash: signs(128),
  language: signs(35, (column) => `${like(column, '[a-z][a-z]%')} AND ${only(column, 'A-Za-z0-9-')}`),
  country: signs(2, (column) => like(column, '[A-Z][A-Z]')),
  currency: signs(3, (column) => like(column, '[A-Z][A-Z][A-Z]')),
  postal_code: words(16),
  timezone: signs(64),
  color: signs(7, (column) => `${column} LIKE '#${'[0-9a-fA-F]'.repeat(6)}'`),
  ip: signs(49),
  count: natural(plain('int')),
  integer: plain('int'),
  decimal: exact(18, 6),
  quantity: natural(exact(14, 3)),
  money: exact(14, 2),
  percent: within((column) => `${column} BETWEEN 0 AND 100`, exact(5, 2)),
  rate: natural(exact(12, 6)),
  rating: within((column) => `${column} BETWEEN 1 AND 5`, plain('smallint')),
  latitude: within((column) => `${column} BETWEEN -90 AND 90`, exact(8, 6)),
  longitude: within((column) => `${column} BETWEEN -180 AND 180`, exact(9, 6)),
  bytes: natural(plain('bigint')),
  moment: plain('datetimeoffset(3)'),
  date: plain('date'),
  time: plain('time(0)'),
  // Seconds: there are no intervals.
  duration: natural(plain('bigint')),
  year: plain('smallint', (column) => `${column} BETWEEN 1000 AND 9999`),
  boolean: plain('bit'),
  state: among,
  choice: among,
  uuid: plain('uniqueidentifier'),
  json: plain('nvarchar(max)', (column) => `ISJSON(${column}) = 1`),
  binary: plain('varbinary(max)'),
  vector: plain('nvarchar(max)', (column) => `ISJSON(${column}) = 1`),
  // A type of another dialect says nothing here.
  native: plain('nvarchar(max)'),
};

/** Longer ones stand apart from their row. */
function wide(length: number): string {
  return `nvarchar(${length > 4000 ? 'max' : length})`;
}

function preset(value: NonNullable<Attribute['default']>, domain: Domain): string {
  if (typeof value === 'object') return value.sql;
  if (value === 'now' && domain === 'moment') return 'SYSDATETIMEOFFSET()';
  if (value === 'now' && (domain === 'date' || domain === 'time'))
    return `CAST(SYSUTCDATETIME() AS ${domain === 'date' ? 'date' : 'time(0)'})`;
  if (typeof value === 'boolean') return value ? '1' : '0';
  return typeof value === 'string' ? quoteLiteral(value) : String(value);
}

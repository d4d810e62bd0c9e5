import type { ColumnForm } from '#analysis/physical-design/dialect.ts';
import { quoteLiteral } from '#engines/postgres/quote.ts';
import type { Attribute, Domain } from '#vocabulary/logical-attribute.ts';

/** How PostgreSQL holds an attribute. https://www.postgresql.org/docs/18/datatype.html */
export function postgresForm(attribute: Attribute, column: string): ColumnForm {
  const { domain, type, default: value, generated } = attribute;
  const form = forms[domain](attribute, column);
  return {
    ...form,
    ...(type === undefined ? {} : { type }),
    ...(value === undefined || generated !== undefined ? {} : { default: preset(value, domain) }),
  };
}

type Form = (attribute: Attribute, column: string) => ColumnForm;

const words =
  (length: number, pattern?: string): Form =>
  (attribute, column) => ({
    type: `varchar(${attribute.length ?? length})`,
    ...(pattern === undefined ? {} : { check: `${column} ~ '${pattern}'` }),
  });
const exact =
  (precision: number, scale: number, check?: (column: string) => string): Form =>
  (attribute, column) => ({
    type: `numeric(${attribute.precision ?? precision},${attribute.precision === undefined ? scale : (attribute.scale ?? 0)})`,
    ...(check === undefined ? {} : { check: check(column) }),
  });
const plain =
  (type: string, check?: (column: string) => string): Form =>
  (_, column) => ({ type, ...(check === undefined ? {} : { check: check(column) }) });
/** Not below zero, unless the model bounds it otherwise. */
const natural =
  (form: Form): Form =>
  (attribute, column) => {
    const made = form(attribute, column);
    return attribute.min === undefined && attribute.above === undefined ? { ...made, check: `${column} >= 0` } : made;
  };
const among: Form = ({ values = [], length }, column) => {
  const longest = Math.max(...values.map((value) => value.length), 1);
  return {
    type: `varchar(${length ?? Math.max(20, Math.ceil(longest / 10) * 10)})`,
    check: `${column} IN (${values.map(quoteLiteral).join(', ')})`,
  };
};

const forms: Readonly<Record<Domain, Form>> = {
  code: words(40),
  name: words(200),
  title: words(300),
  text: ({ length }, column) => ({
    type: 'text',
    ...(length === undefined ? {} : { check: `char_length(${column}) <= ${length}` }),
  }),
  slug: words(120, '^[a-z0-9]+(-[a-z0-9]+)*$'),
  email: (_, column) => ({
    type: 'varchar(254)',
    check: `${column} ~ '^[^@[:space:]]+@[^@[:space:]]+[.][^@[:space:]]+$'`,
    uniqueOn: `lower(${column})`,
  }),
  phone: words(20, '^[+][1-9][0-9]{6,14}$'),
  url: words(2048, '^https?://'),
  password_hash: words(255),
  token: words(255),
  hash: words(128),
  language: words(35, '^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$'),
  country: words(2, '^[A-Z]{2}$'),
  currency: words(3, '^[A-Z]{3}$'),
  postal_code: words(16),
  timezone: words(64),
  color: words(7, '^#[0-9a-fA-F]{6}$'),
  ip: plain('inet'),
  count: natural(plain('integer')),
  integer: plain('integer'),
  decimal: exact(18, 6),
  quantity: natural(exact(14, 3)),
  money: exact(14, 2),
  percent: ({ precision, scale, min, max, above, below }, column) => ({
    type: `numeric(${precision ?? 5},${precision === undefined ? 2 : (scale ?? 0)})`,
    ...((min ?? max ?? above ?? below) === undefined && { check: `${column} BETWEEN 0 AND 100` }),
  }),
  rate: natural(exact(12, 6)),
  rating: ({ min, max }, column) => ({
    type: 'smallint',
    ...((min ?? max) === undefined && { check: `${column} BETWEEN 1 AND 5` }),
  }),
  latitude: exact(8, 6, (column) => `${column} BETWEEN -90 AND 90`),
  longitude: exact(9, 6, (column) => `${column} BETWEEN -180 AND 180`),
  bytes: natural(plain('bigint')),
  moment: plain('timestamptz'),
  date: plain('date'),
  time: plain('time'),
  duration: plain('interval', (column) => `${column} >= INTERVAL '0'`),
  year: plain('smallint', (column) => `${column} BETWEEN 1000 AND 9999`),
  boolean: plain('boolean'),
  state: among,
  choice: among,
  uuid: plain('uuid'),
  json: plain('jsonb'),
  binary: plain('bytea'),
  vector: ({ length }, column) => ({
    type: 'real[]',
    ...(length === undefined ? {} : { check: `cardinality(${column}) = ${length}` }),
  }),
  native: ({ type }) => ({ type: type ?? 'text' }),
};

function preset(value: NonNullable<Attribute['default']>, domain: Domain): string {
  if (typeof value === 'object') return value.sql;
  if (value === 'now' && domain === 'moment') return 'CURRENT_TIMESTAMP';
  if (value === 'now' && domain === 'date') return 'CURRENT_DATE';
  if (value === 'now' && domain === 'time') return 'CURRENT_TIME';
  return typeof value === 'string' ? quoteLiteral(value) : String(value);
}

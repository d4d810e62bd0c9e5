import type { ColumnForm } from '#analysis/physical-design/dialect.ts';
import { quoteLiteral } from '#engines/mysql/quote.ts';
import type { Attribute, Domain } from '#vocabulary/logical-attribute.ts';
import type { Flavour } from './flavour.ts';

/** How MySQL and MariaDB hold an attribute. https://dev.mysql.com/doc/refman/8.4/en/data-types.html */
export function mysqlForm(flavour: Flavour): (attribute: Attribute, column: string) => ColumnForm {
  return (attribute, column) => {
    const { domain, type, default: value, generated } = attribute;
    const form = forms[domain](attribute, column, flavour);
    const made = type !== undefined && known.test(type) ? { ...form, type } : form;
    return {
      ...made,
      ...(value === undefined || generated !== undefined ? {} : { default: preset(value, domain, made.type) }),
    };
  };
}

/** Types that both have; those of other databases are replaced by what the domain says. */
const known =
  /^(?!.*(?:\[\]| with| varying))(tinyint|smallint|mediumint|int|integer|bigint|decimal|numeric|float|double|bit|date|datetime|timestamp|time|year|char|varchar|binary|varbinary|(tiny|medium|long)?(text|blob)|enum|set|json|boolean)\b/i;

type Form = (attribute: Attribute, column: string, flavour: Flavour) => ColumnForm;

const words =
  (length: number, pattern?: string): Form =>
  (attribute, column) => ({
    type: `varchar(${attribute.length ?? length})`,
    ...(pattern === undefined ? {} : { check: `${column} REGEXP '${pattern}'` }),
  });
const exact =
  (precision: number, scale: number, check?: (column: string) => string): Form =>
  (attribute, column) => ({
    type: `decimal(${attribute.precision ?? precision},${attribute.precision === undefined ? scale : (attribute.scale ?? 0)})`,
    ...(check === undefined ? {} : { check: check(column) }),
  });
const plain =
  (type: string, check?: (column: string) => string): Form =>
  (_, column) => ({ type, ...(check === undefined ? {} : { check: check(column) }) });
/** Not below zero, unless the model bounds it otherwise. */
const natural =
  (form: Form): Form =>
  (attribute, column, flavour) => {
    const made = form(attribute, column, flavour);
    return attribute.min === undefined && attribute.above === undefined ? { ...made, check: `${column} >= 0` } : made;
  };
const unlessBounded =
  (check: (column: string) => string, form: Form): Form =>
  (attribute, column, flavour) => {
    const { min, max, above, below } = attribute;
    const made = form(attribute, column, flavour);
    return (min ?? max ?? above ?? below) === undefined ? { ...made, check: check(column) } : made;
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
  text: ({ length }, column) => {
    if (length !== undefined && length <= 4000) return { type: `varchar(${length})` };
    return { type: 'mediumtext', ...(length === undefined ? {} : { check: `char_length(${column}) <= ${length}` }) };
  },
  slug: words(120, '^[a-z0-9]+(-[a-z0-9]+)*$'),
  email: (_, column, { caselessCollation }) => ({
    type: 'varchar(254)',
    collation: caselessCollation,
    check: `${column} REGEXP '^[^@[:space:]]+@[^@[:space:]]+[.][^@[:space:]]+$'`,
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
  ip: words(49, '^[0-9a-fA-F:.]{2,45}(/[0-9]{1,3})?$'),
  count: natural(plain('int')),
  integer: plain('int'),
  decimal: exact(18, 6),
  quantity: natural(exact(14, 3)),
  money: exact(14, 2),
  percent: unlessBounded((column) => `${column} BETWEEN 0 AND 100`, exact(5, 2)),
  rate: natural(exact(12, 6)),
  rating: unlessBounded((column) => `${column} BETWEEN 1 AND 5`, plain('smallint')),
  latitude: exact(8, 6, (column) => `${column} BETWEEN -90 AND 90`),
  longitude: exact(9, 6, (column) => `${column} BETWEEN -180 AND 180`),
  bytes: natural(plain('bigint')),
  moment: plain('datetime(6)'),
  date: plain('date'),
  time: plain('time'),
  duration: natural(plain('bigint')),
  year: plain('smallint', (column) => `${column} BETWEEN 1000 AND 9999`),
  boolean: plain('boolean', (column) => `${column} IN (0, 1)`),
  state: among,
  choice: among,
  uuid: (_, __, { uuidType }) => ({ type: uuidType }),
  json: plain('json'),
  binary: plain('longblob'),
  vector: ({ length }, column) => ({
    type: 'json',
    ...(length === undefined ? {} : { check: `json_length(${column}) = ${length}` }),
  }),
  native: ({ type = '' }) => ({ type: type.endsWith('[]') ? 'json' : 'mediumtext' }),
};

/** Texts, JSON and bytes take an expression only. https://dev.mysql.com/doc/refman/8.4/en/data-type-defaults.html */
function preset(value: NonNullable<Attribute['default']>, domain: Domain, type: string): string {
  if (typeof value === 'object') return `(${value.sql})`;
  if (value === 'now' && domain === 'moment') return 'CURRENT_TIMESTAMP(6)';
  if (value === 'now' && domain === 'date') return '(CURRENT_DATE)';
  if (value === 'now' && domain === 'time') return '(CURRENT_TIME)';
  const literal = typeof value === 'string' ? quoteLiteral(value) : String(value).toUpperCase();
  return /text|blob|json/.test(type) ? `(${literal})` : literal;
}

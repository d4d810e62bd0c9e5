import type { ColumnForm } from '#analysis/physical-design/dialect.ts';
import { quoteLiteral } from '#engines/sqlite/quote.ts';
import type { Attribute, Domain } from '#vocabulary/logical-attribute.ts';

/**
 * How SQLite holds an attribute in a STRICT table, which has whole numbers, reals, texts and bytes. All else is said by
 * CHECKs. Money is whole numbers of the smallest unit: `minorUnits` has changed the model so.
 * https://www.sqlite.org/stricttables.html
 */
export function sqliteForm(attribute: Attribute, column: string): ColumnForm {
  const { domain, type = '', default: value, generated } = attribute;
  return {
    ...forms[domain](attribute, column),
    ...(/^(int|integer|real|text|blob|any)$/i.test(type) ? { type: type.toUpperCase() } : {}),
    ...(value === undefined || generated !== undefined ? {} : { default: preset(value, domain) }),
  };
}

type Form = (attribute: Attribute, column: string) => ColumnForm;

const words =
  (length: number, check?: (column: string) => string): Form =>
  (attribute, column) => ({
    type: 'TEXT',
    check: both(`length(${column}) <= ${attribute.length ?? length}`, check?.(column)),
  });
const whole =
  (check?: (column: string) => string): Form =>
  (_, column) => ({ type: 'INTEGER', ...(check === undefined ? {} : { check: check(column) }) });
/** Reals that have no more decimals than the model says. */
const real =
  (decimals: number, check?: (column: string) => string): Form =>
  (attribute, column) => {
    const scale = attribute.precision === undefined ? decimals : (attribute.scale ?? 0);
    return { type: 'REAL', check: both(`${column} = round(${column}, ${scale})`, check?.(column)) };
  };
/** Only where the model gives no bounds of its own. */
const unlessBounded =
  (check: (column: string) => string, form: Form): Form =>
  (attribute, column) => {
    const made = form(attribute, column);
    const { min, max, above, below } = attribute;
    return (min ?? max ?? above ?? below) === undefined ? { ...made, check: both(made.check, check(column)) } : made;
  };
/** Not below zero, unless the model says where it begins. */
const natural =
  (form: Form): Form =>
  (attribute, column) => {
    const made = form(attribute, column);
    const isBounded = attribute.min !== undefined || attribute.above !== undefined;
    return isBounded ? made : { ...made, check: both(made.check, `${column} >= 0`) };
  };
/** A text that SQLite's own function reads, and would write in the same way. NULL is itself. */
const time =
  (pattern: string): Form =>
  (_, column) => ({ type: 'TEXT', check: `${column} IS strftime('${pattern}', ${column})` });
const among: Form = ({ values = [] }, column) => ({
  type: 'TEXT',
  check: `${column} IN (${values.map(quoteLiteral).join(', ')})`,
});
const plain =
  (type: string): Form =>
  () => ({ type });

const forms: Readonly<Record<Domain, Form>> = {
  code: words(40),
  name: words(200),
  title: words(300),
  text: ({ length }, column) => ({
    type: 'TEXT',
    ...(length === undefined ? {} : { check: `length(${column}) <= ${length}` }),
  }),
  slug: words(
    120,
    (column) =>
      `${column} GLOB '[a-z0-9]*' AND ${column} NOT GLOB '*[^a-z0-9-]*' AND ${column} NOT GLOB '*--*' AND ${column} NOT GLOB '*-'`,
  ),
  email: (_, column) => ({
    type: 'TEXT',
    collation: 'NOCASE',
    check: `length(${column}) <= 254 AND ${column} LIKE '_%@_%._%' AND ${column} NOT GLOB '*@*@*' AND ${column} NOT GLOB '*[ ,;]*'`,
  }),
  phone: words(
    16,
    (column) => `length(${column}) >= 8 AND ${column} GLOB '+[1-9]*' AND substr(${column}, 2) NOT GLOB '*[^0-9]*'`,
  ),
  url: words(2048, (column) => `(${column} GLOB 'http://?*' OR ${column} GLOB 'https://?*')`),
  password_hash: words(255),
  token: words(255),
  hash: words(128),
  language: words(35, (column) => `${column} GLOB '[a-z][a-z]*' AND ${column} NOT GLOB '*[^A-Za-z0-9-]*'`),
  country: words(2, (column) => `${column} GLOB '[A-Z][A-Z]'`),
  currency: words(3, (column) => `${column} GLOB '[A-Z][A-Z][A-Z]'`),
  postal_code: words(16),
  timezone: words(64),
  color: words(7, (column) => `${column} GLOB '#${'[0-9a-fA-F]'.repeat(6)}'`),
  ip: words(49, (column) => `${column} GLOB '*[.:]*' AND ${column} NOT GLOB '*[^0-9a-fA-F:./]*'`),
  count: natural(whole()),
  integer: whole(),
  decimal: real(6),
  quantity: natural(real(3)),
  money: whole(),
  percent: unlessBounded((column) => `${column} BETWEEN 0 AND 100`, real(2)),
  rate: natural(real(6)),
  rating: unlessBounded((column) => `${column} BETWEEN 1 AND 5`, whole()),
  latitude: real(6, (column) => `${column} BETWEEN -90 AND 90`),
  longitude: real(6, (column) => `${column} BETWEEN -180 AND 180`),
  bytes: natural(whole()),
  moment: time('%Y-%m-%d %H:%M:%S'),
  date: time('%Y-%m-%d'),
  time: (_, column) => ({
    type: 'TEXT',
    check: `(${column} IS strftime('%H:%M:%S', ${column}) OR ${column} IS strftime('%H:%M', ${column}))`,
  }),
  duration: natural(whole()),
  year: whole((column) => `${column} BETWEEN 1000 AND 9999`),
  boolean: whole((column) => `${column} IN (0, 1)`),
  state: among,
  choice: among,
  uuid: words(36, (column) => `length(${column}) = 36 AND ${column} NOT GLOB '*[^0-9a-f-]*'`),
  json: (_, column) => ({ type: 'TEXT', check: `json_valid(${column})` }),
  binary: plain('BLOB'),
  vector: ({ length }, column) => ({
    type: 'TEXT',
    check: length === undefined ? `json_valid(${column})` : `json_array_length(${column}) = ${length}`,
  }),
  native: plain('ANY'),
};

function both(one: string | undefined, other: string | undefined): string {
  return [one, other].filter((sql) => sql !== undefined).join(' AND ');
}

function preset(value: NonNullable<Attribute['default']>, domain: Domain): string {
  if (typeof value === 'object') return `(${value.sql})`;
  if (value === 'now' && domain === 'moment') return 'CURRENT_TIMESTAMP';
  if (value === 'now' && domain === 'date') return 'CURRENT_DATE';
  if (value === 'now' && domain === 'time') return 'CURRENT_TIME';
  return typeof value === 'string' ? quoteLiteral(value) : String(value).toUpperCase();
}

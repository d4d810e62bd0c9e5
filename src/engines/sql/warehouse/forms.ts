import type { ColumnForm } from '#analysis/physical-design/dialect.ts';
import type { Attribute, Domain } from '#vocabulary/logical-attribute.ts';
import type { Warehouse } from './warehouse.ts';

/** How a warehouse holds an attribute; its check is what the rows are looked at with after a load. */
export function warehouseForm(attribute: Attribute, column: string, warehouse: Warehouse): ColumnForm {
  const { domain, default: value, generated } = attribute;
  return {
    ...forms[domain](attribute, column, warehouse),
    ...(value === undefined || generated !== undefined ? {} : { default: preset(value, domain, warehouse) }),
  };
}

type Form = (attribute: Attribute, column: string, warehouse: Warehouse) => ColumnForm;

const words =
  (length: number, pattern?: string): Form =>
  (attribute, column, { types, matches }) => ({
    type: types.word(attribute.length ?? length, false),
    ...(pattern === undefined ? {} : { check: matches(column, pattern) }),
  });
/** Texts of plain letters, digits and signs. */
const signs =
  (length: number, pattern?: string): Form =>
  (attribute, column, { types, matches }) => ({
    type: types.word(attribute.length ?? length, true),
    ...(pattern === undefined ? {} : { check: matches(column, pattern) }),
  });
const plain =
  (kind: 'text' | 'whole' | 'moment' | 'date' | 'time' | 'boolean' | 'uuid' | 'json' | 'binary'): Form =>
  (_, __, { types }) => ({ type: types[kind] });
const exact =
  (precision: number, scale: number): Form =>
  (attribute, _, { types }) => ({
    type: types.exact(
      attribute.precision ?? precision,
      attribute.precision === undefined ? scale : (attribute.scale ?? 0),
    ),
  });
/** Only where the model gives no bounds of its own. */
const within =
  (check: (column: string) => string, form: Form): Form =>
  (attribute, column, warehouse) => {
    const made = form(attribute, column, warehouse);
    const { min, max, above, below } = attribute;
    return (min ?? max ?? above ?? below) === undefined ? { ...made, check: check(column) } : made;
  };
/** Not below zero, unless the model says where it begins. */
const natural =
  (form: Form): Form =>
  (attribute, column, warehouse) => {
    const made = form(attribute, column, warehouse);
    return (attribute.min ?? attribute.above) === undefined ? { ...made, check: `${column} >= 0` } : made;
  };
const among: Form = ({ values = [], length }, column, { types, literal }) => ({
  type: types.word(length ?? Math.max(20, ...values.map((value) => Math.ceil(value.length / 10) * 10)), true),
  check: `${column} IN (${values.map(literal).join(', ')})`,
});

const forms: Readonly<Record<Domain, Form>> = {
  code: words(40),
  name: words(200),
  title: words(300),
  text: (attribute, _, { types }) => ({
    type: attribute.length === undefined ? types.text : types.word(attribute.length, false),
  }),
  slug: signs(120, '[a-z0-9]+(-[a-z0-9]+)*'),
  email: (_, column, { types, matches }) => ({
    type: types.word(254, false),
    check: matches(column, '[^@ ]+@[^@ ]+[.][^@ ]+'),
    uniqueOn: `LOWER(${column})`,
  }),
  phone: signs(20, '[+][1-9][0-9]{6,14}'),
  url: words(2048, 'https?://.+'),
  password_hash: signs(255),
  token: signs(255),
  hash: signs(128),
  language: signs(35, '[a-z]{2,3}(-[A-Za-z0-9]{2,8})*'),
  country: signs(2, '[A-Z]{2}'),
  currency: signs(3, '[A-Z]{3}'),
  postal_code: words(16),
  timezone: signs(64),
  color: signs(7, '#[0-9a-fA-F]{6}'),
  ip: signs(49),
  count: natural(plain('whole')),
  integer: plain('whole'),
  decimal: exact(18, 6),
  quantity: natural(exact(14, 3)),
  money: exact(14, 2),
  percent: within((column) => `${column} BETWEEN 0 AND 100`, exact(5, 2)),
  rate: natural(exact(12, 6)),
  rating: within((column) => `${column} BETWEEN 1 AND 5`, plain('whole')),
  latitude: within((column) => `${column} BETWEEN -90 AND 90`, exact(8, 6)),
  longitude: within((column) => `${column} BETWEEN -180 AND 180`, exact(9, 6)),
  bytes: natural(plain('whole')),
  moment: plain('moment'),
  date: plain('date'),
  time: plain('time'),
  // Seconds: intervals are no type of a column in two of the three.
  duration: natural(plain('whole')),
  year: within((column) => `${column} BETWEEN 1000 AND 9999`, plain('whole')),
  boolean: plain('boolean'),
  state: among,
  choice: among,
  uuid: plain('uuid'),
  json: plain('json'),
  binary: plain('binary'),
  vector: ({ length }, _, { types }) => ({ type: types.vector(length) }),
  // A type of another dialect says nothing here.
  native: plain('text'),
};

function preset(value: NonNullable<Attribute['default']>, domain: Domain, { now, literal }: Warehouse): string {
  if (typeof value === 'object') return value.sql;
  if (value === 'now' && (domain === 'moment' || domain === 'date' || domain === 'time')) return now[domain];
  return typeof value === 'string' ? literal(value) : String(value);
}

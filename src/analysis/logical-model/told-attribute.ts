import { columnType } from '#analysis/column-type.ts';
import type { Dialect } from '#analysis/physical-design/dialect.ts';
import { literalDefault } from '#analysis/schema-forms/literal-default.ts';
import { checkSql } from '#analysis/schema-forms/schema-shape.ts';
import type { Column, Constraint, DatabaseSchema } from '#vocabulary/database-schema.ts';
import type { Attribute, Domain } from '#vocabulary/logical-attribute.ts';
import { looseSql, serverType } from './loose-sql.ts';

/** What a column means, as its type, its name and the checks that speak of it alone tell; the exact type is kept. */
export function toldAttribute(
  column: Column,
  checks: readonly Constraint[],
  schema: DatabaseSchema,
  dialect: Dialect,
): { readonly attribute: Attribute; readonly said: readonly Constraint[] } {
  const common = {
    optional: column.nullable,
    unique: false,
    ...(column.comment === undefined ? {} : { description: column.comment }),
    ...(column.generated === undefined ? {} : { generated: column.generated }),
  };
  const name = dialect.quote(column.name);
  const own = checks.map((rule) => ({ rule, loose: looseSql(checkSql(rule)) }));
  for (const shape of shapesOf(column, checks, schema)) {
    const attribute: Attribute = { ...common, ...shape };
    const form = dialect.form(attribute, name);
    const conditions = [form.check ?? '', ...bounds(attribute, name)].filter((sql) => sql !== '');
    const wanted = looseSql(conditions.join(' AND '));
    const found = own.find(({ loose }) => loose === wanted);
    // The labels of an enum are its check.
    const isEnum = shape.values !== undefined && columnType(schema, column.type).family === 'enum';
    if (conditions.length > 0 && found === undefined && !isEnum) continue;
    const isOwn = serverType(form.type) === serverType(column.type);
    const exact = isOwn ? attribute : { ...attribute, type: column.type };
    return { attribute: withDefault(exact, column, dialect), said: found === undefined ? [] : [found.rule] };
  }
  return { attribute: withDefault({ ...common, domain: 'native', type: column.type }, column, dialect), said: [] };
}

type Shape = Pick<Attribute, 'domain'> & Partial<Attribute>;

/** Likeliest first. The name speaks before the type; the bounds that a check gives are tried before none. */
function* shapesOf(column: Column, checks: readonly Constraint[], schema: DatabaseSchema): Iterable<Shape> {
  const type = columnType(schema, column.type);
  const { family, base, length, scale, labels, domains } = type;
  if (domains.length > 0 || family === 'array') return yield { domain: 'native', type: column.type };
  if (labels !== undefined) {
    return yield { domain: /status|state$/.test(column.name) ? 'state' : 'choice', values: [...labels] };
  }
  const domainsHere = named.filter(([pattern]) => pattern.test(column.name)).map(([, domain]) => domain);
  const sizes =
    base === 'numeric' && length !== undefined
      ? { precision: length, scale: scale ?? 0 }
      : family === 'text' && length !== undefined
        ? { length }
        : {};
  const limits = checks.map((rule) => limitsOf(checkSql(rule), column.name)).filter((one) => one !== undefined);
  const values = checks.map((rule) => valuesOf(checkSql(rule), column.name)).find((one) => one !== undefined);
  if (values !== undefined && family === 'text') {
    yield { domain: /(?:^|_)(?:status|state)$/.test(column.name) ? 'state' : 'choice', values };
  }
  const byType = plain[base] ?? ['native'];
  const fitting = domainsHere.filter((domain) => (families[family] ?? []).includes(domain));
  for (const domain of [...fitting, ...byType]) {
    for (const limit of [...limits, {}]) {
      yield { domain, ...sizes, ...limit };
      // A text with a length would check it.
      yield { domain, ...limit };
    }
  }
}

function withDefault(attribute: Attribute, { default: value, generated }: Column, dialect: Dialect): Attribute {
  if (value === undefined || generated !== undefined) return attribute;
  const exact: Attribute = { ...attribute, default: { sql: value } };
  const literal = literalDefault(value);
  const plainValue = /^(?:now\(\)|CURRENT_TIMESTAMP|CURRENT_DATE)$/i.test(value) ? 'now' : literal;
  if (plainValue === undefined) return exact;
  const short: Attribute = { ...attribute, default: plainValue };
  // The exact word for it stands with the imported form.
  if (plainValue === 'now') return attribute.domain === 'moment' || attribute.domain === 'date' ? short : exact;
  const made = dialect.form(short, 'x').default;
  return made !== undefined && looseSql(made) === looseSql(value) ? short : exact;
}

function bounds({ min, max, above, below }: Attribute, column: string): readonly string[] {
  return [
    ...(min === undefined ? [] : [`${column} >= ${min}`]),
    ...(above === undefined ? [] : [`${column} > ${above}`]),
    ...(max === undefined ? [] : [`${column} <= ${max}`]),
    ...(below === undefined ? [] : [`${column} < ${below}`]),
  ];
}

/** `price >= 0 AND price <= 10` -> min 0, max 10; nothing where it says more. */
function limitsOf(sql: string, column: string): Partial<Attribute> | undefined {
  const limits: { -readonly [K in 'min' | 'max' | 'above' | 'below']?: number } = {};
  for (const part of looseSql(sql).split('and')) {
    const [, name, sign = '', number] = /^"?([^<>="]+)"?(>=|<=|>|<)'?(-?\d+(?:\.\d+)?)'?$/.exec(part) ?? [];
    const key = ({ '>=': 'min', '<=': 'max', '>': 'above', '<': 'below' } as const)[sign];
    if (name !== column || key === undefined || limits[key] !== undefined) return undefined;
    limits[key] = Number(number);
  }
  return limits;
}

/** `status IN ('a', 'b')` -> a, b */
function valuesOf(sql: string, column: string): string[] | undefined {
  const [, name, list = ''] = /^"?([^="]+)"?=anyarray\[(.*)\]$/s.exec(looseSql(sql)) ?? [];
  if (name !== column || !/^'(?:[^']|'')*'(?:,'(?:[^']|'')*')*$/.test(list)) return undefined;
  return [...list.matchAll(/'((?:[^']|'')*)'/g)].map(([, inner = '']) => inner.replaceAll("''", "'"));
}

const named: readonly (readonly [RegExp, Domain])[] = [
  [/(?:^|_)e?mail$/, 'email'],
  [/(?:^|_)(?:phone|mobile)(?:_number)?$/, 'phone'],
  [/(?:^|_)ur[li]$/, 'url'],
  [/(?:^|_)slug$/, 'slug'],
  [/^password_hash$/, 'password_hash'],
  [/(?:^|_)token$/, 'token'],
  [/(?:^|_)(?:hash|digest)$/, 'hash'],
  [/(?:^|_)(?:language|locale)$/, 'language'],
  [/(?:^|_)country(?:_code)?$/, 'country'],
  [/(?:^|_)currency(?:_code)?$/, 'currency'],
  [/(?:^|_)(?:postal_code|zip|zip_code)$/, 'postal_code'],
  [/(?:^|_)time_?zone$/, 'timezone'],
  [/(?:^|_)colou?r$/, 'color'],
  [/(?:^|_)title$/, 'title'],
  [/(?:^|_)name$/, 'name'],
  [/(?:^|_)(?:code|sku|number|key)$/, 'code'],
  [/(?:^|_)(?:price|amount|total|cost|fee|balance|salary|tax|subtotal)$/, 'money'],
  [/(?:^|_)(?:percent|percentage)$/, 'percent'],
  [/(?:^|_)rate$/, 'rate'],
  [/(?:^|_)rating$/, 'rating'],
  [/(?:^|_)(?:lat|latitude)$/, 'latitude'],
  [/(?:^|_)(?:lon|lng|longitude)$/, 'longitude'],
  [/(?:^|_)(?:quantity|qty)$/, 'quantity'],
  [/(?:^|_)year$/, 'year'],
  [/(?:^|_)(?:count|quantity|number|position)$/, 'count'],
  [/(?:^|_)(?:bytes|size)$/, 'bytes'],
];

const families: Readonly<Record<string, readonly Domain[]>> = {
  text: [
    'email',
    'phone',
    'url',
    'slug',
    'password_hash',
    'token',
    'hash',
    'language',
    'country',
    'currency',
    'postal_code',
    'timezone',
    'color',
    'title',
    'name',
    'code',
  ],
  number: ['money', 'percent', 'rate', 'latitude', 'longitude', 'quantity'],
  integer: ['rating', 'year', 'count', 'bytes'],
};

const plain: Readonly<Record<string, readonly Domain[]>> = {
  text: ['text'],
  'character varying': ['code', 'name', 'text'],
  character: ['code'],
  integer: ['integer', 'count'],
  smallint: ['integer', 'count'],
  bigint: ['integer', 'count', 'bytes'],
  numeric: ['decimal', 'quantity'],
  boolean: ['boolean'],
  uuid: ['uuid'],
  json: ['json'],
  jsonb: ['json'],
  bytea: ['binary'],
  inet: ['ip'],
  date: ['date'],
  'time without time zone': ['time'],
  'time with time zone': ['time'],
  interval: ['duration', 'native'],
  'timestamp with time zone': ['moment'],
  'timestamp without time zone': ['moment'],
};

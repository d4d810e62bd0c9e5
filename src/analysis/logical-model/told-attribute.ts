import { columnType } from '#analysis/column-type.ts';
import type { Dialect } from '#analysis/physical-design/dialect.ts';
import { checkSql } from '#analysis/schema-forms/schema-shape.ts';
import type { Column, Constraint, DatabaseSchema } from '#vocabulary/database-schema.ts';
import { type Attribute, Domain } from '#vocabulary/logical-attribute.ts';
import { families, named, plain } from './domain-hints.ts';
import { looseSql } from './loose-sql.ts';
import { looseIn, type SchemaWords } from './schema-words.ts';

/** What a column means, as its type, its name and the checks that speak of it alone tell; the exact type is kept. */
export function toldAttribute(
  column: Column,
  checks: readonly Constraint[],
  schema: DatabaseSchema,
  dialect: Dialect,
  words: SchemaWords,
): { readonly attribute: Attribute; readonly said: readonly Constraint[] } {
  const common = {
    optional: column.nullable,
    unique: false,
    ...(column.comment === undefined ? {} : { description: column.comment }),
    ...generatedOf(column, words),
    ...(isCounted(column) ? { identity: true as const } : {}),
  };
  const name = dialect.quote(column.name);
  const loose = (sql: string) => looseIn(sql, words);
  const own = checks.map((rule) => ({ rule, loose: loose(checkSql(rule)) }));
  const type = neutralOf(column, words);
  for (const shape of shapesOf(column, checks, schema, words)) {
    const attribute: Attribute = { ...common, ...shape };
    const form = dialect.form(attribute, name);
    const conditions = [form.check ?? '', ...bounds(attribute, name)].filter((sql) => sql !== '');
    const wanted = loose(conditions.join(' AND '));
    const found = own.find(({ loose }) => loose === wanted);
    // The labels of an enum are its check.
    const isEnum = shape.values !== undefined && labelsOf(column, schema, words) !== undefined;
    if (conditions.length > 0 && found === undefined && !isEnum && words.saysChecks) continue;
    const isOwn = words.type(form.type) === words.type(column.type) || words.neutral(form.type) === type;
    // Found by its CHECK alone, it must be held as the design would hold it.
    if (shape.byCheck === true && (found === undefined || !isOwn)) continue;
    const { byCheck: _, ...told } = attribute as Attribute & Shape;
    const isBig = words.wholeIsBig === true && needsBig(told);
    const exact: Attribute = isBig
      ? { ...told, type: 'bigint' }
      : isOwn || type === undefined || isEnum
        ? told
        : typed(told, type, words);
    return { attribute: withDefault(exact, column, dialect, words), said: found === undefined ? [] : [found.rule] };
  }
  // What the design would check, and this schema does not: the exact rules stand with the imported form.
  const [likely] = words.keepsSql ? [] : (plain[columnType(schema, type ?? 'text').base] ?? []);
  if (likely !== undefined && type !== undefined) {
    const bare: Attribute = { ...common, domain: likely };
    const isOwn = words.neutral(dialect.form(bare, name).type) === type;
    const isBig = words.wholeIsBig === true && needsBig(bare);
    const exact: Attribute = isBig ? { ...bare, type: 'bigint' } : isOwn ? bare : typed(bare, type, words);
    return { attribute: withDefault(exact, column, dialect, words), said: [] };
  }
  const native: Attribute = { ...common, domain: 'native', type: type ?? 'text' };
  return { attribute: withDefault(native, column, dialect, words), said: [] };
}

/** With its type, unless the model's own words say as much: a length, digits, or the domain itself. */
function typed(attribute: Attribute, type: string, words: SchemaWords): Attribute {
  const { domain, length, precision } = attribute;
  if (words.keepsSql) return { ...attribute, type };
  const [, base = type, first, second] = /^(.*?)\((\d+)(?:,(\d+))?\)$/.exec(type) ?? [];
  if (base === 'character varying' && first !== undefined && (length === undefined || length === Number(first))) {
    return { ...attribute, length: Number(first) };
  }
  if (
    base === 'numeric' &&
    first !== undefined &&
    exactDomains.has(domain) &&
    (precision ?? Number(first)) === Number(first)
  ) {
    return { ...attribute, precision: Number(first), scale: Number(second ?? 0) };
  }
  return natural[domain] === base ? attribute : { ...attribute, type };
}

const exactDomains: ReadonlySet<Domain> = new Set(['decimal', 'quantity', 'money', 'percent', 'rate']);

const natural: Partial<Readonly<Record<Domain, string>>> = {
  text: 'text',
  integer: 'integer',
  count: 'integer',
  boolean: 'boolean',
  uuid: 'uuid',
  json: 'jsonb',
  binary: 'bytea',
  moment: 'timestamp with time zone',
  date: 'date',
  time: 'time without time zone',
  ip: 'inet',
};

/** Nothing says that it stays within 32 bits. */
function needsBig({ domain, max, below }: Attribute): boolean {
  return (domain === 'integer' || domain === 'count') && Math.min(max ?? 2 ** 40, below ?? 2 ** 40) > 2 ** 31;
}

/** What the server counts is a whole number, however wide. */
function neutralOf({ type, identity }: Column, words: SchemaWords): string | undefined {
  const neutral = words.neutral(type);
  return identity !== undefined && /^numeric\(\d+,0\)$/.test(neutral ?? '') ? 'bigint' : neutral;
}

function generatedOf({ generated }: Column, words: SchemaWords): Pick<Attribute, 'generated'> {
  if (generated === undefined) return {};
  const plain = words.plain(generated);
  return words.isCommon(plain) ? { generated: plain } : {};
}

function labelsOf(column: Column, schema: DatabaseSchema, words: SchemaWords): readonly string[] | undefined {
  return words.labels?.(column.type) ?? columnType(schema, neutralOf(column, words) ?? 'text').labels;
}

type Shape = Pick<Attribute, 'domain'> & Partial<Attribute> & { readonly byCheck?: true };

/** Likeliest first. The name speaks before the type; the bounds that a check gives are tried before none. */
function* shapesOf(
  column: Column,
  checks: readonly Constraint[],
  schema: DatabaseSchema,
  words: SchemaWords,
): Iterable<Shape> {
  const neutral = neutralOf(column, words) ?? 'text';
  const { family, base, length, scale, domains } = columnType(schema, neutral);
  const labels = labelsOf(column, schema, words);
  if (domains.length > 0 || family === 'array') return yield { domain: 'native', type: neutral };
  if (labels !== undefined) {
    return yield { domain: /status|state$/.test(column.name) ? 'state' : 'choice', values: [...labels] };
  }
  const plainName = column.name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase();
  const domainsHere = named.filter(([pattern]) => pattern.test(plainName)).map(([, domain]) => domain);
  const sizes =
    base === 'numeric' && length !== undefined
      ? { precision: length, scale: scale ?? 0 }
      : family === 'text' && length !== undefined
        ? { length }
        : {};
  const said = checks.map((rule) => words.plain(checkSql(rule)));
  const limits = said.map((sql) => limitsOf(sql, column.name)).filter((one) => one !== undefined);
  const values = said.map((sql) => valuesOf(sql, column.name)).find((one) => one !== undefined);
  if (values !== undefined && family === 'text') {
    const domain = /(?:^|_)(?:status|state)$/.test(plainName) ? 'state' : 'choice';
    yield { domain, values };
    yield { domain, values, ...sizes };
  }
  const byType = plain[base] ?? ['native'];
  const fitting = domainsHere.filter((domain) => (families[family] ?? []).includes(domain));
  const isMore = said.some(
    (sql) => limitsOf(sql, column.name) === undefined && valuesOf(sql, column.name) === undefined,
  );
  if (words.tellsByCheck && isMore) {
    const parts = [{}, ...said.map((sql) => partsOf(sql, column.name))];
    const isLength = said.every((sql) => /^length"?\w+"?<=\d+$/.test(looseSql(sql)));
    const others = isLength
      ? lengthTold
      : Domain.options.filter((one) => !notByCheck.has(one) && !fitting.includes(one));
    for (const domain of fitting) for (const part of parts) yield { domain, ...sizes, ...part, byCheck: true };
    for (const part of parts) for (const domain of others) yield { domain, ...part, byCheck: true };
  }
  // Its own check comes before bounds that say the same.
  if (!words.keepsSql) for (const domain of fitting) yield { domain, byCheck: true };
  for (const domain of [...fitting, ...byType]) {
    for (const limit of [...limits, {}]) {
      yield { domain, ...sizes, ...limit };
      // A text with a length would check it.
      yield { domain, ...limit };
    }
  }
}

/** Texts of which the length is all that is known. */
const lengthTold: readonly Domain[] = ['code', 'name', 'title', 'text'];
const notByCheck: ReadonlySet<Domain> = new Set(['native', 'state', 'choice']);

/** The server counts it: by itself, or by a sequence as `serial` makes one. */
function isCounted({ type, identity, default: preset = '' }: Column): boolean {
  return identity !== undefined || (/int/i.test(type) && /^nextval\(/i.test(preset));
}

function withDefault(attribute: Attribute, column: Column, dialect: Dialect, words: SchemaWords): Attribute {
  const { default: value, generated } = column;
  if (value === undefined || generated !== undefined || isCounted(column)) return attribute;
  const preset = words.preset(value);
  if (preset === undefined || typeof preset === 'object') {
    return preset === undefined ? attribute : { ...attribute, default: preset };
  }
  const exact: Attribute = { ...attribute, default: { sql: value } };
  const isTruth = attribute.domain === 'boolean' && (preset === 0 || preset === 1);
  const plainValue = isTruth ? preset === 1 : preset;
  const short: Attribute = { ...attribute, default: plainValue };
  if (!words.keepsSql) return plainValue !== 'now' || isTime(attribute) ? short : attribute;
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
    if (name !== column.toLowerCase() || key === undefined || limits[key] !== undefined) return undefined;
    limits[key] = Number(number);
  }
  return limits;
}

/** `status IN ('a', 'b')` -> a, b */
function valuesOf(sql: string, column: string): string[] | undefined {
  const [, name, list = ''] = /^"?([^="]+)"?=anyarray\[(.*)\]$/s.exec(looseSql(sql)) ?? [];
  if (name !== column.toLowerCase() || !/^'(?:[^']|'')*'(?:,'(?:[^']|'')*')*$/.test(list)) return undefined;
  return [...list.matchAll(/'((?:[^']|'')*)'/g)].map(([, inner = '']) => inner.replaceAll("''", "'"));
}

/** Length, decimals and bounds that stand beside other conditions: `length(title) <= 300 AND …` -> length 300. */
function partsOf(sql: string, column: string): Partial<Attribute> {
  const loose = looseSql(sql);
  const name = column.toLowerCase();
  const length = /^length"?([a-z_]\w*)"?<=(\d+)(?:and|$)/.exec(loose);
  const round = /^"?([a-z_]\w*)"?=round"?\1"?,(\d+)(?:and|$)/.exec(loose);
  const limits = loose.split('and').map((part) => limitsOf(part, column) ?? {});
  return {
    ...Object.assign({}, ...limits),
    ...(length?.[1] === name ? { length: Number(length[2]) } : {}),
    ...(round?.[1] === name ? { precision: 18, scale: Number(round[2]) } : {}),
  };
}

function isTime({ domain }: Attribute): boolean {
  return domain === 'moment' || domain === 'date' || domain === 'time';
}

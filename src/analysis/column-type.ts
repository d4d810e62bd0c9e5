import type { CatalogObject, DatabaseSchema } from '#vocabulary/database-schema.ts';

/** What kind of values a type has, as far as making values up and sizing them goes. */
export type TypeFamily =
  | 'integer'
  | 'number'
  | 'boolean'
  | 'text'
  | 'enum'
  | 'uuid'
  | 'date'
  | 'timestamp'
  | 'time'
  | 'interval'
  | 'json'
  | 'bytes'
  | 'network'
  | 'words'
  | 'bits'
  | 'point'
  | 'range'
  | 'multirange'
  | 'array'
  | 'composite'
  | 'other';

/** A type, seen through its domains. */
export interface ColumnType {
  /** Without modifiers: `character varying`; of an array, the element's with `[]`. */
  readonly base: string;
  readonly family: TypeFamily;
  /** Longest text, in characters (varchar, char, bit); digits of a numeric. */
  readonly length?: number;
  /** Digits after the point. */
  readonly scale?: number;
  /** Labels of an enum. */
  readonly labels?: readonly string[];
  /** Of an array, or the subtype of a range. */
  readonly element?: ColumnType;
  /** Attributes of a composite type. */
  readonly attributes?: readonly ColumnType[];
  /** Domains on the way to the base, outermost first. */
  readonly domains: readonly Pick<CatalogObject, 'schema' | 'name'>[];
  /** A domain on the way refuses NULL. */
  readonly refusesNull: boolean;
}

/** Reads a type as the server prints it: `numeric(12,2)`, `app.status[]`, `timestamp(3) with time zone`. */
export function columnType(schema: DatabaseSchema, printed: string): ColumnType {
  if (printed.endsWith('[]')) {
    const element = columnType(schema, printed.slice(0, -2));
    return { base: `${element.base}[]`, family: 'array', element, domains: [], refusesNull: false };
  }
  const [, before = printed, inner, after = ''] = /^(.*?)\s*\(([^)]*)\)(.*)$/.exec(printed) ?? [];
  const base = `${before}${after}`;
  const family = families[base];
  if (family !== undefined) return { base, family, domains: [], refusesNull: false, ...modifiers(base, inner) };
  const range = rangeSubtypes[base];
  if (range !== undefined) {
    return {
      base,
      family: base.endsWith('multirange') ? 'multirange' : 'range',
      element: columnType(schema, range),
      domains: [],
      refusesNull: false,
    };
  }
  return madeType(schema, base);
}

function modifiers(base: string, inner: string | undefined): Pick<ColumnType, 'length' | 'scale'> {
  if (inner === undefined) {
    if (base === 'character' || base === 'bit') return { length: 1 };
    return base === 'name' ? { length: 63 } : {};
  }
  const [first = 0, second] = inner.split(',').map(Number);
  if (base === 'numeric') return { length: first, scale: second ?? 0 };
  return /char|bit/.test(base) ? { length: first } : {};
}

/** Enums, domains, composites and ranges that the schema defines; what they are is read from their statement. */
function madeType(schema: DatabaseSchema, base: string): ColumnType {
  const plain = { base, domains: [], refusesNull: false };
  const made = findType(schema, base);
  if (made === undefined) return { ...plain, family: extensionTypes[unquoted(base).at(-1) ?? ''] ?? 'other' };
  const { definition } = made;
  switch (made.kind) {
    case 'enum':
      return { ...plain, family: 'enum', labels: literalsOf(definition.slice(definition.indexOf('('))) };
    case 'domain': {
      const inner = /\bAS\s+(.+?)(?=\s+(?:COLLATE|DEFAULT|NOT NULL|NULL|CONSTRAINT|CHECK)\b|;?\s*$)/is.exec(definition);
      const type = columnType(schema, inner?.[1] ?? 'text');
      const refusesNull = type.refusesNull || /\bNOT NULL\b/.test(definition.replace(/'(?:[^']|'')*'/g, ''));
      return { ...type, domains: [made, ...type.domains], refusesNull };
    }
    case 'composite': {
      const body = definition.slice(definition.indexOf('(') + 1, definition.lastIndexOf(')'));
      const attributes = splitTopLevel(body).map((one) =>
        columnType(
          schema,
          one
            .trim()
            .replace(/^("(?:[^"]|"")*"|\S+)\s+/, '')
            .replace(/\s+COLLATE\s.*$/, ''),
        ),
      );
      return { ...plain, family: 'composite', attributes };
    }
    case 'range': {
      const subtype = /SUBTYPE\s*=\s*([^,)]+(?:\([^)]*\))?)/i.exec(definition)?.[1] ?? 'integer';
      return { ...plain, family: 'range', element: columnType(schema, subtype.trim()) };
    }
    default:
      return { ...plain, family: 'other' };
  }
}

function findType(schema: DatabaseSchema, name: string): CatalogObject | undefined {
  const parts = unquoted(name);
  const types = schema.objects.filter(
    (one) => ['enum', 'domain', 'composite', 'range'].includes(one.kind) && one.name === parts.at(-1),
  );
  if (parts.length > 1) return types.find((one) => one.schema === parts[0]);
  const places = schema.searchPath.flatMap((place) => types.find((one) => one.schema === place) ?? []);
  return places[0] ?? types[0];
}

/** `app."My Type"` -> ['app', 'My Type'] */
function unquoted(name: string): readonly string[] {
  return (name.match(/"(?:[^"]|"")*"|[^".]+/g) ?? []).map((part) =>
    part.startsWith('"') ? part.slice(1, -1).replaceAll('""', '"') : part,
  );
}

/** Quoted literals in a piece of SQL. */
export function literalsOf(sql: string): readonly string[] {
  return [...sql.matchAll(/'((?:[^']|'')*)'/g)].map(([, inner = '']) => inner.replaceAll("''", "'"));
}

/** Parts between commas that stand in no brackets and no quotes. */
export function splitTopLevel(sql: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  let quote = '';
  for (let at = 0; at < sql.length; at++) {
    const letter = sql[at] ?? '';
    if (quote !== '') quote = letter === quote ? '' : quote;
    else if (letter === "'" || letter === '"') quote = letter;
    else if (letter === '(' || letter === '[') depth++;
    else if (letter === ')' || letter === ']') depth--;
    else if (letter === ',' && depth === 0) {
      parts.push(sql.slice(from, at));
      from = at + 1;
    }
  }
  return [...parts, sql.slice(from)].map((part) => part.trim()).filter((part) => part !== '');
}

const families: Readonly<Record<string, TypeFamily>> = {
  smallint: 'integer',
  integer: 'integer',
  bigint: 'integer',
  oid: 'integer',
  numeric: 'number',
  real: 'number',
  'double precision': 'number',
  money: 'number',
  boolean: 'boolean',
  text: 'text',
  'character varying': 'text',
  character: 'text',
  '"char"': 'text',
  bpchar: 'text',
  name: 'text',
  uuid: 'uuid',
  date: 'date',
  'timestamp without time zone': 'timestamp',
  'timestamp with time zone': 'timestamp',
  'time without time zone': 'time',
  'time with time zone': 'time',
  interval: 'interval',
  json: 'json',
  jsonb: 'json',
  bytea: 'bytes',
  inet: 'network',
  cidr: 'network',
  macaddr: 'network',
  macaddr8: 'network',
  tsvector: 'words',
  bit: 'bits',
  'bit varying': 'bits',
  point: 'point',
};

/** Types that extensions bring, whose values are texts. */
const extensionTypes: Readonly<Record<string, TypeFamily>> = { citext: 'text' };

const rangeSubtypes: Readonly<Record<string, string>> = {
  int4range: 'integer',
  int8range: 'bigint',
  numrange: 'numeric',
  daterange: 'date',
  tsrange: 'timestamp without time zone',
  tstzrange: 'timestamp with time zone',
  int4multirange: 'integer',
  int8multirange: 'bigint',
  nummultirange: 'numeric',
  datemultirange: 'date',
  tsmultirange: 'timestamp without time zone',
  tstzmultirange: 'timestamp with time zone',
};

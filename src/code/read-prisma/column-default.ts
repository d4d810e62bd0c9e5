import { isWhole, literal } from '#code/ddl-words.ts';
import type { PrismaScalar } from './native-types.ts';
import { type PrismaProvider, speaksPostgres } from './prisma-datasource.ts';
import type { PrismaFaults } from './prisma-faults.ts';
import type { PrismaNotes } from './prisma-notes.ts';
import type { PrismaAttribute, PrismaField, PrismaValue } from './prisma-syntax.ts';

/** What a column gets without being told: an expression, or the next number. */
export interface ColumnDefault {
  readonly sql?: string;
  readonly counts?: { readonly options: string };
}

interface Site {
  readonly field: PrismaField;
  /** A scalar type, the labels of an enum by their names in the schema, or nothing for Unsupported. */
  readonly of: PrismaScalar | ReadonlyMap<string, string> | undefined;
  /** With the brackets of a list. */
  readonly sqlType: string;
  readonly provider: PrismaProvider;
  readonly where: string;
  readonly faults: PrismaFaults;
  readonly notes: PrismaNotes;
}

/** https://www.prisma.io/docs/orm/reference/prisma-schema-reference#default */
export function columnDefault({ args, at }: PrismaAttribute, site: Site): ColumnDefault {
  const { field, faults, sqlType, notes, where } = site;
  const value = args.find(({ name }) => name === undefined || name === 'value')?.value;
  if (value === undefined) {
    faults.add(at, '@default wants a value.');
    return {};
  }
  if (args.some(({ name }) => name === 'map')) notes.miss('Names of defaults are not kept', where);
  if (value.kind === 'call') return called(value, site);
  if (field.list !== (value.kind === 'list')) {
    faults.add(
      value.at,
      field.list ? `${where} is a list, so its default is one: [ ].` : `${where} is no list, so its default is none.`,
    );
    return {};
  }
  if (value.kind === 'list') {
    const items = value.items.map((item) => constant(item, site) ?? '');
    return { sql: `ARRAY[${items.join(', ')}]::${sqlType}` };
  }
  const sql = constant(value, site);
  return sql === undefined ? {} : { sql };
}

function called(value: PrismaValue & { readonly kind: 'call' }, site: Site): ColumnDefault {
  const { of, field, faults, notes, where, provider } = site;
  const only = (...types: readonly PrismaScalar[]) => {
    const isRight = !field.list && types.some((type) => type === of);
    if (!isRight)
      faults.add(
        value.at,
        `${value.text}() is for ${types.join(' and ')}, and ${where} is ${field.type}${field.list ? '[]' : ''}.`,
      );
    return isRight;
  };
  switch (value.text) {
    case 'autoincrement':
      return only('Int', 'BigInt') ? { counts: { options: '' } } : {};
    case 'sequence':
      return only('Int', 'BigInt') ? { counts: { options: sequenceOptions(value) } } : {};
    case 'now':
      return only('DateTime') ? { sql: 'CURRENT_TIMESTAMP' } : {};
    case 'uuid':
    case 'cuid':
    case 'ulid':
    case 'nanoid':
      if (only('String'))
        notes.say("Made by Prisma's client, so the database has no default for it", `${where} (${value.text})`);
      return {};
    case 'auto':
      faults.add(value.at, 'auto() is of MongoDB.', 'Write autoincrement(), or dbgenerated("gen_random_uuid()").');
      return {};
    case 'dbgenerated':
      return generated(value, site, provider);
    default:
      faults.add(
        value.at,
        `there is no function ${value.text}().`,
        'There are autoincrement, now, uuid, cuid, ulid, nanoid, sequence and dbgenerated.',
      );
      return {};
  }
}

function generated(
  value: PrismaValue & { readonly kind: 'call' },
  site: Site,
  provider: PrismaProvider,
): ColumnDefault {
  const { notes, where, faults } = site;
  const [first] = value.args;
  if (first === undefined) {
    notes.miss('The database makes a default that the schema does not tell', where);
    return {};
  }
  if (first.value.kind !== 'text' || first.value.text.trim() === '') {
    faults.add(first.value.at, 'dbgenerated wants an expression as a text, such as dbgenerated("gen_random_uuid()").');
    return {};
  }
  const { text } = first.value;
  if (!isWhole(text)) {
    faults.add(first.value.at, `${text} is no whole expression: a bracket or a quote is not closed.`);
    return {};
  }
  if (speaksPostgres(provider)) return { sql: text };
  const known = foreignExpressions.find(([pattern]) => pattern.test(text))?.[1];
  if (known !== undefined) return { sql: known };
  notes.miss(`Defaults in the words of ${provider} are not kept`, `${where} (${text})`);
  return {};
}

/** Expressions of other databases that PostgreSQL has its own words for. */
const foreignExpressions: readonly (readonly [RegExp, string])[] = [
  [/^\(?(?:uuid|newid|newsequentialid)\(\)\)?$/i, 'gen_random_uuid()'],
  [/^\(?(?:now|getdate|sysdatetime|current_timestamp)(?:\(\d?\))?\)?$/i, 'CURRENT_TIMESTAMP'],
  [/^\(?(?:sysdatetimeoffset|getutcdate|sysutcdatetime|utc_timestamp)\(\)\)?$/i, 'CURRENT_TIMESTAMP'],
];

/** `sequence(start: 3, increment: 2)`; a virtual sequence is CockroachDB's own. */
function sequenceOptions({ args }: PrismaValue & { readonly kind: 'call' }): string {
  const words: Readonly<Record<string, string>> = {
    increment: 'INCREMENT BY',
    minValue: 'MINVALUE',
    maxValue: 'MAXVALUE',
    start: 'START WITH',
    cache: 'CACHE',
  };
  return args
    .flatMap(({ name = '', value }) =>
      Object.hasOwn(words, name) && value.kind === 'number' ? [`${words[name]} ${value.text}`] : [],
    )
    .join(' ');
}

function constant(value: PrismaValue, { of, field, faults, where }: Site): string | undefined {
  const refuse = (message: string) => {
    faults.add(value.at, message);
    return undefined;
  };
  if (of === undefined) return refuse(`the default of ${where} can only be dbgenerated("…").`);
  if (typeof of !== 'string') {
    const label = value.kind === 'word' ? of.get(value.text) : undefined;
    return label === undefined
      ? refuse(`the default of ${where} is no value of ${field.type}: ${[...of.keys()].join(', ')}.`)
      : literal(label);
  }
  const text = value.kind === 'text' || value.kind === 'number' || value.kind === 'word' ? value.text : '';
  const isRight = value.kind === kinds[of].kind || (of === 'Decimal' && value.kind === 'text');
  if (!isRight || !kinds[of].pattern.test(text) || (of === 'Json' && !isJson(text))) {
    return refuse(`the default of ${where} is no ${of}.`);
  }
  if (of === 'Bytes') return `'\\x${Buffer.from(text, 'base64').toString('hex')}'`;
  return value.kind === 'text' && of !== 'Decimal' ? literal(text) : text;
}

const kinds: Readonly<Record<PrismaScalar, { readonly kind: PrismaValue['kind']; readonly pattern: RegExp }>> = {
  String: { kind: 'text', pattern: /^/ },
  Boolean: { kind: 'word', pattern: /^(?:true|false)$/ },
  Int: { kind: 'number', pattern: /^-?\d+$/ },
  BigInt: { kind: 'number', pattern: /^-?\d+$/ },
  Float: { kind: 'number', pattern: /^/ },
  Decimal: { kind: 'number', pattern: /^-?\d+(?:\.\d+)?$/ },
  DateTime: { kind: 'text', pattern: /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d/ },
  Json: { kind: 'text', pattern: /^/ },
  Bytes: { kind: 'text', pattern: /^[A-Za-z0-9+/=]*$/ },
};

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

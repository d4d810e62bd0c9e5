import { quoted } from './prisma-text.ts';
import type { ShapedColumn } from './schema-shape.ts';

/** The type of a field, and the type of PostgreSQL where Prisma would take another. */
export function prismaType({ column, element, enum: labels, precision, dimensions }: ShapedColumn): {
  readonly name: string;
  readonly native?: string;
} {
  if (labels !== undefined) return { name: labels.type };
  const whole = column.type.replace(/(\[\])+$/, '');
  const { base, length, scale, domains } = element;
  const seconds = precision === undefined ? '' : `(${precision})`;
  if (domains.length > 0 || dimensions > 1 || !Object.hasOwn(types, base)) {
    return { name: `Unsupported(${quoted(dimensions > 1 ? column.type.slice(0, -2) : whole)})` };
  }
  const [name = 'String', native] = types[base] ?? [];
  if (native === undefined) return { name };
  if (base === 'numeric')
    return { name, native: length === undefined ? '@db.Decimal' : `@db.Decimal(${length}, ${scale ?? 0})` };
  const size = length === undefined ? '' : `(${length})`;
  return { name, native: `@db.${native}${/char|bit/.test(base) ? size : seconds}` };
}

const types: Readonly<Record<string, readonly [name: string, native?: string]>> = {
  smallint: ['Int', 'SmallInt'],
  integer: ['Int'],
  bigint: ['BigInt'],
  oid: ['Int', 'Oid'],
  numeric: ['Decimal', 'Decimal'],
  money: ['Decimal', 'Money'],
  real: ['Float', 'Real'],
  'double precision': ['Float'],
  boolean: ['Boolean'],
  text: ['String'],
  'character varying': ['String', 'VarChar'],
  character: ['String', 'Char'],
  citext: ['String', 'Citext'],
  uuid: ['String', 'Uuid'],
  inet: ['String', 'Inet'],
  bit: ['String', 'Bit'],
  'bit varying': ['String', 'VarBit'],
  xml: ['String', 'Xml'],
  date: ['DateTime', 'Date'],
  'timestamp without time zone': ['DateTime', 'Timestamp'],
  'timestamp with time zone': ['DateTime', 'Timestamptz'],
  'time without time zone': ['DateTime', 'Time'],
  'time with time zone': ['DateTime', 'Timetz'],
  json: ['Json', 'Json'],
  jsonb: ['Json'],
  bytea: ['Bytes'],
};

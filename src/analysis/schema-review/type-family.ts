export type TypeFamily =
  | 'integer'
  | 'exact'
  | 'float'
  | 'money'
  | 'text'
  | 'padded'
  | 'boolean'
  | 'timestamp'
  | 'timestamptz'
  | 'date'
  | 'uuid'
  | 'json'
  | 'jsonb'
  | 'other';

/** Types as PostgreSQL prints them, and the words that SQLite takes for the same. */
const families: readonly (readonly [RegExp, TypeFamily])[] = [
  [/^(?:smallint|integer|bigint|int|int2|int4|int8|tinyint|mediumint|unsigned big int)$/, 'integer'],
  [/^(?:numeric|decimal)$/, 'exact'],
  [/^(?:real|double precision|double|float|float4|float8)$/, 'float'],
  [/^money$/, 'money'],
  [/^(?:text|character varying|varchar|nvarchar|clob|citext|(?:\w+\.)?citext)$/, 'text'],
  [/^(?:character|char|bpchar|nchar)$/, 'padded'],
  [/^(?:boolean|bool)$/, 'boolean'],
  [/^(?:timestamp|timestamp without time zone)$/, 'timestamp'],
  [/^(?:timestamp with time zone|timestamptz)$/, 'timestamptz'],
  [/^date$/, 'date'],
  [/^uuid$/, 'uuid'],
  [/^json$/, 'json'],
  [/^jsonb$/, 'jsonb'],
];

/** What a type is for, its length and precision left out. Arrays, enums and domains are 'other'. */
export function typeFamily(type: string): TypeFamily {
  const bare = bareType(type);
  return families.find(([pattern]) => pattern.test(bare))?.[1] ?? 'other';
}

/** `numeric(12,2)` -> `numeric`, `timestamp(3) with time zone` -> `timestamp with time zone`. */
export function bareType(type: string): string {
  return type
    .toLowerCase()
    .replace(/\([^)]*\)/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}

/** 255 of `character varying(255)`. */
export function typeLength(type: string): number | undefined {
  const found = /\((\d+)\)/.exec(type)?.[1];
  return found === undefined ? undefined : Number(found);
}

/** Bytes of a whole number. */
export function integerBytes(type: string): 2 | 4 | 8 | undefined {
  const bare = bareType(type);
  if (/^(?:smallint|int2)$/.test(bare)) return 2;
  if (/^(?:integer|int|int4)$/.test(bare)) return 4;
  return /^(?:bigint|int8)$/.test(bare) ? 8 : undefined;
}

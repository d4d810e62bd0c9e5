import type { PrismaProvider } from './prisma-datasource.ts';

/** Types of fields that Prisma knows itself. */
export const scalars = ['String', 'Boolean', 'Int', 'BigInt', 'Float', 'Decimal', 'DateTime', 'Json', 'Bytes'] as const;
export type PrismaScalar = (typeof scalars)[number];

/** A type of PostgreSQL; `()` takes the numbers that were given. What is lost stands behind a bar. */
type Spelling = string;

const postgresPlain: Readonly<Record<PrismaScalar, Spelling>> = {
  String: 'TEXT',
  Boolean: 'BOOLEAN',
  Int: 'INTEGER',
  BigInt: 'BIGINT',
  Float: 'DOUBLE PRECISION',
  Decimal: 'DECIMAL(65,30)',
  DateTime: 'TIMESTAMP(3)',
  Json: 'JSONB',
  Bytes: 'BYTEA',
};

/** What Prisma writes for a field without @db. https://www.prisma.io/docs/orm/reference/prisma-schema-reference#model-field-scalar-types */
export const plainTypes: Readonly<Record<PrismaProvider, typeof postgresPlain>> = {
  postgresql: postgresPlain,
  cockroachdb: postgresPlain,
  mysql: { ...postgresPlain, String: 'VARCHAR(191)' },
  sqlite: { ...postgresPlain, Decimal: 'DECIMAL' },
  sqlserver: { ...postgresPlain, String: 'VARCHAR(1000)', Decimal: 'DECIMAL(32,16)', DateTime: 'TIMESTAMP' },
};

/**
 * What stands behind @db, by the scalar that it is a type of.
 * https://www.prisma.io/docs/orm/reference/prisma-schema-reference#model-field-scalar-types
 */
export const nativeTypes: Readonly<
  Record<PrismaProvider, Partial<Readonly<Record<PrismaScalar, Readonly<Record<string, Spelling>>>>>>
> = {
  postgresql: {
    String: {
      Text: 'TEXT',
      VarChar: 'VARCHAR()',
      Char: 'CHAR()',
      Bit: 'BIT()',
      VarBit: 'VARBIT()',
      Uuid: 'UUID',
      Xml: 'XML',
      Inet: 'INET',
      Citext: 'CITEXT',
    },
    Boolean: { Boolean: 'BOOLEAN' },
    Int: { Integer: 'INTEGER', SmallInt: 'SMALLINT', Oid: 'OID' },
    BigInt: { BigInt: 'BIGINT' },
    Float: { Real: 'REAL', DoublePrecision: 'DOUBLE PRECISION' },
    Decimal: { Decimal: 'DECIMAL()', Money: 'MONEY' },
    DateTime: {
      Timestamp: 'TIMESTAMP()',
      Timestamptz: 'TIMESTAMPTZ()',
      Date: 'DATE',
      Time: 'TIME()',
      Timetz: 'TIMETZ()',
    },
    Json: { Json: 'JSON', JsonB: 'JSONB' },
    Bytes: { ByteA: 'BYTEA' },
  },
  cockroachdb: {
    String: {
      String: 'VARCHAR()',
      Char: 'CHAR()',
      CatalogSingleChar: '"char"',
      Bit: 'BIT()',
      VarBit: 'VARBIT()',
      Uuid: 'UUID',
      Inet: 'INET',
    },
    Boolean: { Bool: 'BOOLEAN' },
    Int: { Int2: 'SMALLINT', Int4: 'INTEGER', Oid: 'OID' },
    BigInt: { Int8: 'BIGINT' },
    Float: { Float4: 'REAL', Float8: 'DOUBLE PRECISION' },
    Decimal: { Decimal: 'DECIMAL()' },
    DateTime: {
      Timestamp: 'TIMESTAMP()',
      Timestamptz: 'TIMESTAMPTZ()',
      Date: 'DATE',
      Time: 'TIME()',
      Timetz: 'TIMETZ()',
    },
    Json: { JsonB: 'JSONB' },
    Bytes: { Bytes: 'BYTEA' },
  },
  mysql: {
    String: {
      VarChar: 'VARCHAR()',
      Char: 'CHAR()',
      TinyText: 'VARCHAR(255)',
      Text: 'TEXT',
      MediumText: 'TEXT',
      LongText: 'TEXT',
    },
    Boolean: { Bit: 'BOOLEAN', TinyInt: 'BOOLEAN', UnsignedTinyInt: 'BOOLEAN' },
    Int: {
      TinyInt: 'SMALLINT',
      UnsignedTinyInt: 'SMALLINT|never negative',
      SmallInt: 'SMALLINT',
      UnsignedSmallInt: 'INTEGER|never negative',
      MediumInt: 'INTEGER',
      UnsignedMediumInt: 'INTEGER|never negative',
      Int: 'INTEGER',
      UnsignedInt: 'BIGINT|never negative',
      Year: 'SMALLINT|a year',
    },
    BigInt: { BigInt: 'BIGINT', UnsignedBigInt: 'DECIMAL(20,0)|never negative' },
    Float: { Float: 'REAL', Double: 'DOUBLE PRECISION' },
    Decimal: { Decimal: 'DECIMAL()' },
    DateTime: { Date: 'DATE', Time: 'TIME()', DateTime: 'TIMESTAMP()', Timestamp: 'TIMESTAMPTZ()' },
    Json: { Json: 'JSONB' },
    Bytes: {
      Bit: 'BYTEA|bits',
      Binary: 'BYTEA|its length',
      VarBinary: 'BYTEA|its length',
      TinyBlob: 'BYTEA',
      Blob: 'BYTEA',
      MediumBlob: 'BYTEA',
      LongBlob: 'BYTEA',
    },
  },
  sqlite: {},
  sqlserver: {
    String: {
      Char: 'CHAR()',
      NChar: 'CHAR()',
      VarChar: 'VARCHAR()',
      NVarChar: 'VARCHAR()',
      Text: 'TEXT',
      NText: 'TEXT',
      Xml: 'XML',
      UniqueIdentifier: 'UUID',
    },
    Boolean: { Bit: 'BOOLEAN' },
    Int: { Bit: 'SMALLINT', TinyInt: 'SMALLINT|never negative', SmallInt: 'SMALLINT', Int: 'INTEGER' },
    BigInt: { BigInt: 'BIGINT' },
    Float: { Float: 'DOUBLE PRECISION', Real: 'REAL', Money: 'DECIMAL(19,4)', SmallMoney: 'DECIMAL(10,4)' },
    Decimal: { Decimal: 'DECIMAL()' },
    DateTime: {
      Date: 'DATE',
      Time: 'TIME',
      DateTime: 'TIMESTAMP(3)',
      DateTime2: 'TIMESTAMP',
      SmallDateTime: 'TIMESTAMP(0)',
      DateTimeOffset: 'TIMESTAMPTZ',
    },
    Bytes: { Binary: 'BYTEA|its length', VarBinary: 'BYTEA|its length', Image: 'BYTEA' },
  },
};

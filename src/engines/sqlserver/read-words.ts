import type { SchemaWords } from '#analysis/logical-model/schema-words.ts';
import { isCommonSql, plainPreset, plainSql } from '#engines/sql/read/plain-sql.ts';
import { touchesByTrigger } from '#engines/sql/read/touches-by-trigger.ts';
import { sqlserverDialect } from './design/dialect.ts';
import { quoteIdentifier as q } from './quote.ts';
import { sqlserverLexis, sqlserverType } from './read-dialect.ts';

/** SQL Server's words in those of the model. */
export const sqlserverWords: SchemaWords = {
  type: (type) => sqlserverType(type.toLowerCase()),
  neutral,
  plain: plainSqlserver,
  isCommon: (sql) => !/\bN'|\+ *'|' *\+/.test(sql) && isCommonSql(sql),
  preset: (sql) => {
    if (
      /^(?:sysdatetimeoffset|sysutcdatetime|sysdatetime|getdate|getutcdate)\(\)$|^current_timestamp$|^cast\(sysutcdatetime\(\) as (?:date|time(?:\(\d\))?)\)$/i.test(
        sql,
      )
    )
      return 'now';
    return plainPreset(plainSqlserver(sql));
  },
  keepsSql: false,
  saysChecks: true,
  tellsByCheck: true,
  anyMoment: true,
  touches: (schema) => touchesByTrigger(schema, sqlserverDialect),
  further: ({ name, constraints }) =>
    constraints.flatMap((rule) =>
      rule.validated ? [] : [`ALTER TABLE ${q(name)} WITH NOCHECK ADD CONSTRAINT ${q(rule.name)} ${rule.definition}`],
    ),
  keepsOptions: false,
};

export function plainSqlserver(sql: string): string {
  return plainSql(sql, sqlserverLexis, {
    functions: { len: 'char_length', substring: 'substr', isnull: 'coalesce' },
    rewrite: (plain) => alternatives(plain) ?? plain,
  });
}

/** The server writes `a IN ('x', 'y')` as `a = 'y' OR a = 'x'`, the last first. */
function alternatives(plain: string): string | undefined {
  const parts = plain.split(/ OR /);
  const found = parts.map((part) => /^\(?("?\w+"?) = ('(?:[^']|'')*'|-?\d+(?:\.\d+)?)\)?$/.exec(part.trim()));
  const [first] = found;
  if (parts.length < 2 || found.some((one) => one === null || one[1] !== first?.[1])) return undefined;
  return `${first?.[1]} IN (${found
    .map((one) => one?.[2])
    .reverse()
    .join(', ')})`;
}

/** In PostgreSQL's words; undefined for those that it has not. */
function neutral(written: string): string | undefined {
  const type = sqlserverType(written.toLowerCase());
  const [, base = type, inside = ''] = /^([a-z0-9_. ]+?)(\([^)]*\))?$/.exec(type) ?? [];
  if (/^n?varchar$/.test(base)) return inside === '(max)' ? 'text' : `character varying${inside}`;
  if (/^n?char$/.test(base)) return `character${inside}`;
  if (base === 'decimal') return `numeric${inside}`;
  return types[base];
}

const types: Readonly<Record<string, string>> = {
  bit: 'boolean',
  tinyint: 'smallint',
  smallint: 'smallint',
  int: 'integer',
  bigint: 'bigint',
  money: 'numeric(19,4)',
  smallmoney: 'numeric(10,4)',
  real: 'real',
  float: 'double precision',
  date: 'date',
  time: 'time without time zone',
  datetime: 'timestamp with time zone',
  datetime2: 'timestamp with time zone',
  smalldatetime: 'timestamp with time zone',
  datetimeoffset: 'timestamp with time zone',
  uniqueidentifier: 'uuid',
  text: 'text',
  ntext: 'text',
  sysname: 'character varying(128)',
  xml: 'text',
  binary: 'bytea',
  varbinary: 'bytea',
  image: 'bytea',
  json: 'jsonb',
};

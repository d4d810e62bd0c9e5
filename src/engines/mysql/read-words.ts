import { literalsOf } from '#analysis/column-type.ts';
import type { SchemaWords } from '#analysis/logical-model/schema-words.ts';
import { isCommonSql, plainPreset, plainSql } from '#engines/sql/read/plain-sql.ts';
import { mysqlLexis, mysqlType } from './read-dialect.ts';

/** MySQL's and MariaDB's words in those of the model. */
export const mysqlWords: SchemaWords = {
  type: (type) => mysqlType(type.toLowerCase().startsWith('enum') ? type : type.toLowerCase()),
  neutral,
  labels: (type) => (/^enum\(/i.test(type) ? literalsOf(type) : undefined),
  plain: plainMysql,
  isCommon: (sql) => !sql.includes('||') && isCommonSql(sql),
  preset: (sql) => {
    // A moment that is none.
    if (/^'0000-00-00/.test(sql)) return undefined;
    if (/^\(?(?:current_timestamp|current_date|curdate|current_time)(?:\(\d?\))?\)?$/i.test(sql)) return 'now';
    return plainPreset(plainMysql(sql));
  },
  keepsSql: false,
  saysChecks: true,
  tellsByCheck: true,
  anyMoment: true,
  touches: ({ tables }) => ({
    tables: new Set(
      tables.flatMap(({ name, columns }) =>
        columns.some((column) => column.name === 'updated_at' && column.onUpdate === undefined) ? [name] : [],
      ),
    ),
    objects: new Set(),
  }),
  further: () => [],
  keepsOptions: true,
};

export function plainMysql(sql: string): string {
  return plainSql(sql, mysqlLexis, {
    functions: { regexp_like: 'regexp_like' },
    rewrite: (text) => text.replace(/\bregexp_like\s*\(([^(),]+),\s*('(?:[^']|'')*')\)/gi, '$1 REGEXP $2'),
  });
}

/** In PostgreSQL's words; undefined for shapes and sets, which it has not. */
function neutral(written: string): string | undefined {
  const type = mysqlType(/^(?:enum|set)\(/i.test(written) ? written : written.toLowerCase()).replace(
    / character set .*$/i,
    '',
  );
  const [, base = type, inside = ''] = /^([a-z0-9 ]+?)(\([^)]*\))?(?: unsigned| zerofill)*$/.exec(type) ?? [];
  const isUnsigned = / unsigned/.test(type);
  if (base === 'boolean' || (base === 'bit' && (inside === '' || inside === '(1)'))) return 'boolean';
  if (base === 'bigint') return isUnsigned ? 'numeric(20,0)' : 'bigint';
  if (base === 'int') return isUnsigned ? 'bigint' : 'integer';
  if (base === 'mediumint') return 'integer';
  if (base === 'smallint' || base === 'tinyint') return isUnsigned && base === 'smallint' ? 'integer' : 'smallint';
  if (base === 'decimal') return `numeric${inside}`;
  if (base === 'varchar') return `character varying${inside}`;
  if (base === 'char') return `character${inside}`;
  if (/^enum\(/i.test(type) || /text$/.test(base)) return 'text';
  if (/blob$|binary$|^bit$/.test(base)) return 'bytea';
  return others[base];
}

const others: Readonly<Record<string, string>> = {
  float: 'real',
  double: 'double precision',
  'double precision': 'double precision',
  datetime: 'timestamp with time zone',
  timestamp: 'timestamp with time zone',
  date: 'date',
  time: 'time without time zone',
  year: 'smallint',
  json: 'jsonb',
  uuid: 'uuid',
  inet4: 'inet',
  inet6: 'inet',
};

import type { Engine } from '#contracts/engine.ts';
import { isCommonSql, plainPreset, plainSql } from '#engines/sql/read/plain-sql.ts';
import { readWarehouseModel } from '#engines/sql/warehouse/read-model.ts';
import { snowflakeWarehouse } from './design/warehouse.ts';
import { snowflakeReadDialect, snowflakeType } from './read-dialect.ts';

/** A schema of Snowflake in the words of the logical model. */
export const readModel: Engine['readModel'] = (schema) =>
  readWarehouseModel(schema, snowflakeWarehouse, snowflakeReadDialect, {
    type: snowflakeType,
    neutral,
    plain,
    isCommon: isCommonSql,
    preset: (sql) => {
      if (/^(?:current_(?:timestamp|date|time)|sysdate|getdate)\(\d?\)$|^current_(?:timestamp|date|time)$/i.test(sql))
        return 'now';
      return plainPreset(plain(sql));
    },
  });

function plain(sql: string): string {
  return plainSql(sql, snowflakeReadDialect.lexis, { functions: {} });
}

/** In PostgreSQL's words; undefined for shapes, which it has not. */
function neutral(written: string): string | undefined {
  const [, base = '', inside = ''] = /^([A-Z_]+)(\([^)]*\))?$/.exec(snowflakeType(written)) ?? [];
  if (base === 'NUMBER') return /^\((?:1[0-9]|38),0\)$/.test(inside) ? 'bigint' : `numeric${inside}`;
  if (base === 'VARCHAR') return inside === '' ? 'text' : `character varying${inside}`;
  return types[base];
}

const types: Readonly<Record<string, string>> = {
  FLOAT: 'double precision',
  BOOLEAN: 'boolean',
  DATE: 'date',
  TIME: 'time without time zone',
  TIMESTAMP_TZ: 'timestamp with time zone',
  TIMESTAMP_LTZ: 'timestamp with time zone',
  TIMESTAMP_NTZ: 'timestamp with time zone',
  VARIANT: 'jsonb',
  OBJECT: 'jsonb',
  ARRAY: 'jsonb',
  BINARY: 'bytea',
};

import type { Engine } from '#contracts/engine.ts';
import { isCommonSql, plainPreset, plainSql } from '#engines/sql/read/plain-sql.ts';
import { readWarehouseModel } from '#engines/sql/warehouse/read-model.ts';
import { redshiftWarehouse } from './design/warehouse.ts';
import { redshiftReadDialect, redshiftType } from './read-dialect.ts';

/** A schema of Redshift in the words of the logical model. */
export const readModel: Engine['readModel'] = (schema) =>
  readWarehouseModel(schema, redshiftWarehouse, redshiftReadDialect, {
    type: redshiftType,
    neutral,
    plain,
    isCommon: isCommonSql,
    preset: (sql) => {
      if (/^(?:getdate\(\)|sysdate|current_(?:timestamp|date)|now\(\))$/i.test(sql)) return 'now';
      return plainPreset(plain(sql));
    },
  });

function plain(sql: string): string {
  return plainSql(sql, redshiftReadDialect.lexis, { functions: {} });
}

/** In PostgreSQL's words; undefined for shapes and sketches. */
function neutral(written: string): string | undefined {
  const type = redshiftType(written);
  const [, base = type, inside = ''] = /^([A-Z0-9 ]+?)(\([^)]*\))?$/.exec(type) ?? [];
  if (base === 'VARCHAR') return inside === '(65535)' ? 'text' : `character varying${inside}`;
  if (base === 'CHAR') return `character${inside}`;
  if (base === 'NUMERIC') return `numeric${inside}`;
  return types[base];
}

const types: Readonly<Record<string, string>> = {
  SMALLINT: 'smallint',
  INTEGER: 'integer',
  BIGINT: 'bigint',
  REAL: 'real',
  'DOUBLE PRECISION': 'double precision',
  BOOLEAN: 'boolean',
  DATE: 'date',
  TIME: 'time without time zone',
  TIMETZ: 'time with time zone',
  TIMESTAMP: 'timestamp with time zone',
  TIMESTAMPTZ: 'timestamp with time zone',
  SUPER: 'jsonb',
  VARBYTE: 'bytea',
};

import type { Engine } from '#contracts/engine.ts';
import { isCommonSql, plainPreset, plainSql } from '#engines/sql/read/plain-sql.ts';
import { readWarehouseModel } from '#engines/sql/warehouse/read-model.ts';
import { bigqueryWarehouse } from './design/warehouse.ts';
import { bigqueryReadDialect, bigqueryType } from './read-dialect.ts';

/** A schema of BigQuery in the words of the logical model. */
export const readModel: Engine['readModel'] = (schema) =>
  readWarehouseModel(schema, bigqueryWarehouse, bigqueryReadDialect, {
    type: bigqueryType,
    neutral,
    plain,
    isCommon: isCommonSql,
    preset: (sql) => {
      if (/^current_(?:timestamp|date|time|datetime)(?:\(\))?$/i.test(sql)) return 'now';
      return plainPreset(plain(sql));
    },
  });

function plain(sql: string): string {
  return plainSql(sql, bigqueryReadDialect.lexis, { functions: {} });
}

/** In PostgreSQL's words; undefined for shapes and ranges. What is nested is JSON. */
function neutral(written: string): string | undefined {
  const type = bigqueryType(written);
  if (/^(?:STRUCT<|ARRAY<STRUCT<)/.test(type)) return 'jsonb';
  const element = /^ARRAY<(.*)>$/.exec(type)?.[1];
  if (element !== undefined) return neutral(element) === undefined ? undefined : `${neutral(element)}[]`;
  const [, base = type, inside = ''] = /^([A-Z0-9]+)(\([^)]*\))?$/.exec(type) ?? [];
  if (base === 'STRING') return inside === '' ? 'text' : `character varying${inside}`;
  if (base === 'NUMERIC' || base === 'BIGNUMERIC') return `numeric${inside.replace(' ', '')}`;
  return types[base];
}

const types: Readonly<Record<string, string>> = {
  INT64: 'bigint',
  FLOAT64: 'double precision',
  BOOL: 'boolean',
  DATE: 'date',
  TIME: 'time without time zone',
  TIMESTAMP: 'timestamp with time zone',
  DATETIME: 'timestamp with time zone',
  BYTES: 'bytea',
  JSON: 'jsonb',
  INTERVAL: 'interval',
};

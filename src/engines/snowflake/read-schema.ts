import type { Engine } from '#contracts/engine.ts';
import { readDdl } from '#engines/sql/read/read-ddl.ts';
import { snowflakeReadDialect } from './read-dialect.ts';

/** DDL of Snowflake as a schema. */
export const readSchema: NonNullable<NonNullable<Engine['parse']>['schema']> = async (text, context) =>
  readDdl(text, snowflakeReadDialect, context);

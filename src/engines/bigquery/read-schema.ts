import type { Engine } from '#contracts/engine.ts';
import { readDdl } from '#engines/sql/read/read-ddl.ts';
import { bigqueryReadDialect } from './read-dialect.ts';

/** DDL of BigQuery as a schema. */
export const readSchema: NonNullable<NonNullable<Engine['parse']>['schema']> = async (text, context) =>
  readDdl(text, bigqueryReadDialect, context);

import type { Engine } from '#contracts/engine.ts';
import { readDdl } from '#engines/sql/read/read-ddl.ts';
import { sqlserverReadDialect } from './read-dialect.ts';

/** DDL of SQL Server as a schema. */
export const readSchema: NonNullable<NonNullable<Engine['parse']>['schema']> = async (text, context) =>
  readDdl(text, sqlserverReadDialect, context);

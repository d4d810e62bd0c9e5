import type { Engine } from '#contracts/engine.ts';
import { readDdl } from '#engines/sql/read/read-ddl.ts';
import { redshiftReadDialect } from './read-dialect.ts';

/** DDL of Redshift as a schema. */
export const readSchema: NonNullable<NonNullable<Engine['parse']>['schema']> = async (text, context) =>
  readDdl(text, redshiftReadDialect, context);

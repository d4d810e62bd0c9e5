import type { Engine } from '#contracts/engine.ts';
import { readDdl } from '#engines/sql/read/read-ddl.ts';
import type { Flavour } from './design/flavour.ts';
import { mysqlReadDialect } from './read-dialect.ts';

/** DDL of MySQL or MariaDB as a schema. */
export function readSchemaFor(flavour: Flavour): NonNullable<NonNullable<Engine['parse']>['schema']> {
  const dialect = mysqlReadDialect(flavour);
  return async (text, context) => readDdl(text, dialect, context);
}

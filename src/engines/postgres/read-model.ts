import { modelOfSchema } from '#analysis/logical-model/model-of-schema.ts';
import type { Engine } from '#contracts/engine.ts';
import { postgresDialect } from './design/dialect.ts';
import { schemaDdl } from './twin/schema-ddl.ts';

/** A schema of PostgreSQL in the words of the logical model. */
export const readModel: Engine['readModel'] = (schema) => modelOfSchema(schema, postgresDialect, schemaDdl);

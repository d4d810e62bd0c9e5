import type { TwinRequest } from '#contracts/engine.ts';
import { DatabaseSchema } from '#vocabulary/database-schema.ts';
import { Statistics } from '#vocabulary/statistics.ts';

/** Nothing is there yet: migrations begin with an empty database. */
export const emptyRequest: TwinRequest = {
  schema: DatabaseSchema.parse({ engine: 'postgres', searchPath: [], tables: [] }),
  statistics: Statistics.parse({ origin: 'catalog', relations: [] }),
  settings: {},
};

import { modelOfSchema } from '#analysis/logical-model/model-of-schema.ts';
import type { Engine } from '#contracts/engine.ts';
import { spellOthers } from '#engines/sql/read/spell-others.ts';
import { withToldConditions } from '#engines/sql/read/told-conditions.ts';
import { sqlserverDialect } from './design/dialect.ts';
import { sqlserverLexis } from './read-dialect.ts';
import { unshaped } from './read-unshaped.ts';
import { sqlserverWords } from './read-words.ts';

/** A schema of SQL Server in the words of the logical model. */
export const readModel: Engine['readModel'] = (schema) =>
  modelOfSchema(unshaped(schema), sqlserverDialect, spellOthers(sqlserverDialect), {
    ...sqlserverWords,
    told: (table) => withToldConditions(table, { lexis: sqlserverLexis, mark: '"', isTruth: (type) => type === 'bit' }),
  });

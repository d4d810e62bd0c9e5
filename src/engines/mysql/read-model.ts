import { modelOfSchema } from '#analysis/logical-model/model-of-schema.ts';
import type { SchemaWords } from '#analysis/logical-model/schema-words.ts';
import type { Engine } from '#contracts/engine.ts';
import { spellOthers } from '#engines/sql/read/spell-others.ts';
import { withToldConditions } from '#engines/sql/read/told-conditions.ts';
import { mysqlDialect } from './design/dialect.ts';
import type { Flavour } from './design/flavour.ts';
import { mysqlLexis } from './read-dialect.ts';
import { unshaped, withConditions } from './read-unshaped.ts';
import { mysqlWords } from './read-words.ts';

/** A schema of MySQL or MariaDB in the words of the logical model. */
export function readModelFor(flavour: Flavour): NonNullable<Engine['readModel']> {
  const dialect = mysqlDialect(flavour);
  const words: SchemaWords = {
    ...mysqlWords,
    told: (table) =>
      withToldConditions(withConditions(table), {
        lexis: mysqlLexis,
        mark: '`',
        isTruth: (type) => type === 'boolean',
      }),
  };
  return (schema) => modelOfSchema(unshaped(schema), dialect, spellOthers(dialect), words);
}

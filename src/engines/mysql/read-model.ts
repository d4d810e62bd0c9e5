import { modelOfSchema } from '#analysis/logical-model/model-of-schema.ts';
import type { SchemaWords } from '#analysis/logical-model/schema-words.ts';
import type { Engine } from '#contracts/engine.ts';
import { spellOthers } from '#engines/sql/read/spell-others.ts';
import { withToldConditions } from '#engines/sql/read/told-conditions.ts';
import type { DatabaseSchema } from '#vocabulary/database-schema.ts';
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
  return (schema) => {
    const plain = unshaped(schema);
    const { model, notes } = modelOfSchema(plain, dialect, spellOthers(dialect), words);
    return { model, notes: [...notes, ...notNullOf(plain)] };
  };
}

/** The design writes none behind an expression. */
function notNullOf({ tables }: DatabaseSchema): readonly string[] {
  const found = tables.flatMap(({ name, columns }) =>
    columns.flatMap((one) => (one.generated !== undefined && !one.nullable ? [`${name}.${one.name}`] : [])),
  );
  return found.length === 0 ? [] : [`NOT NULL of computed columns is not kept: ${found.join(', ')}.`];
}

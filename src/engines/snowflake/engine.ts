import type { Engine } from '#contracts/engine.ts';
import { proveByGrammar } from '#engines/sql/parse/prove-by-grammar.ts';
import { design } from './design.ts';
import { readModel } from './read-model.ts';
import { readSchema } from './read-schema.ts';

/** Snowflake: spelled, not connected to. */
export const snowflake: Engine = {
  traits: { id: 'snowflake', name: 'Snowflake', schemes: [], family: 'relational', versions: [9, 10] },
  parse: { schema: readSchema },
  design,
  readModel,
  twin: { prove: proveByGrammar('Snowflake', 'snowflake') },
};

import type { Engine } from '#contracts/engine.ts';
import { proveByGrammar } from '#engines/sql/parse/prove-by-grammar.ts';
import { design } from './design.ts';
import { readModel } from './read-model.ts';
import { readSchema } from './read-schema.ts';

/** Amazon Redshift: spelled, not connected to. */
export const redshift: Engine = {
  traits: { id: 'redshift', name: 'Redshift', schemes: [], family: 'relational', versions: [1, 1] },
  parse: { schema: readSchema },
  design,
  readModel,
  twin: { prove: proveByGrammar('Redshift', 'redshift') },
};

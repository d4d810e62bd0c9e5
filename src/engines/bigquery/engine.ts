import type { Engine } from '#contracts/engine.ts';
import { proveByGrammar } from '#engines/sql/parse/prove-by-grammar.ts';
import { design } from './design.ts';
import { readModel } from './read-model.ts';
import { readSchema } from './read-schema.ts';

/** BigQuery (GoogleSQL): spelled, not connected to. It has no versions. */
export const bigquery: Engine = {
  traits: { id: 'bigquery', name: 'BigQuery', schemes: [], family: 'relational', versions: [2, 2] },
  parse: { schema: readSchema },
  design,
  readModel,
  twin: { prove: proveByGrammar('BigQuery', 'bigquery') },
};

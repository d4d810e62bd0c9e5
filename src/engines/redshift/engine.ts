import type { Engine } from '#contracts/engine.ts';
import { proveByGrammar } from '#engines/sql/parse/prove-by-grammar.ts';
import { design } from './design.ts';

/** Amazon Redshift: spelled, not connected to. */
export const redshift: Engine = {
  traits: { id: 'redshift', name: 'Redshift', schemes: [], family: 'relational', versions: [1, 1] },
  design,
  twin: { prove: proveByGrammar('Redshift', 'redshift') },
};

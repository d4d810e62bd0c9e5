import type { Engine } from '#contracts/engine.ts';
import { proveByGrammar } from '#engines/sql/parse/prove-by-grammar.ts';
import { design } from './design.ts';
import { readModel } from './read-model.ts';
import { readSchema } from './read-schema.ts';

/** SQL Server 2017 and newer, and Azure SQL: spelled, not yet connected to. */
export const sqlserver: Engine = {
  traits: { id: 'sqlserver', name: 'SQL Server', schemes: [], family: 'relational', versions: [14, 17] },
  parse: { schema: readSchema },
  design,
  readModel,
  twin: { prove: proveByGrammar('SQL Server', 'tsql') },
};

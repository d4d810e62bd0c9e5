import type { Engine } from '#contracts/engine.ts';
import { proveByGrammar } from '#engines/sql/parse/prove-by-grammar.ts';
import { design } from './design.ts';

/** SQL Server 2017 and newer, and Azure SQL: spelled, not yet connected to. */
export const sqlserver: Engine = {
  traits: { id: 'sqlserver', name: 'SQL Server', schemes: [], family: 'relational', versions: [14, 17] },
  design,
  twin: { prove: proveByGrammar('SQL Server', 'tsql') },
};

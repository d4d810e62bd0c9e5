import { catalogReader } from '#engines/postgres/guard/catalog-reader.ts';
import { checkNames } from '#engines/postgres/guard/check-names.ts';
import { refused } from '#engines/postgres/guard/refusal.ts';
import { checkDialect, checkStatement } from '#engines/postgres/guard/statement.ts';
import { factsQuery, readFacts } from '#engines/postgres/guard/transaction-facts.ts';
import { askSettings } from './ask.ts';
import { explainGeneric } from './explain-generic.ts';
import type { GuardSetup } from './guard-setup.ts';
import type { Lines } from './lines.ts';
import type { PostgresSession } from './session.ts';

/**
 * The plan of a statement that somebody wrote. The planner runs functions whose arguments are constants, so the text
 * and its names pass the guard first; whatever only an execution would run may be in it.
 */
export function guardedPlan(lines: Lines, setup: GuardSetup): PostgresSession['plan'] {
  const { bounds, server } = setup;
  return async (statement, parameters) => {
    const { query, mode } = checkStatement(`EXPLAIN ${statement}`);
    if (mode !== 'plan') throw refused('EXPLAIN ANALYZE runs what it explains', 'Give the query without EXPLAIN.');
    return lines.inTransaction({ settings: askSettings(bounds, server.major), bounds }, async (line) => {
      const facts = readFacts((await line.command(factsQuery(bounds, server.major, 'plan')))[0]);
      checkDialect(statement, server.major, facts.encoding);
      const catalog = catalogReader(line.command, server.major, facts.moment);
      await checkNames({
        query,
        mode: 'plan',
        path: facts.path,
        allowed: new Set(setup.functions),
        catalog,
        checkDialect: (text) => checkDialect(text, server.major, facts.encoding),
      });
      if (parameters > 0) return explainGeneric(line, statement, parameters);
      const explained = await line.table(`EXPLAIN (FORMAT JSON, VERBOSE, SETTINGS) ${statement}`);
      return explained.rows[0]?.[0];
    });
  };
}

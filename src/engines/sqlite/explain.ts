import type { Context } from '#contracts/context.ts';
import { ProblemError } from '#contracts/problem-error.ts';
import type { Session } from '#contracts/session.ts';
import type { Plan } from '#vocabulary/plan.ts';
import type { QueryText } from '#vocabulary/query-text.ts';
import { sqliteSession } from './connect/session.ts';
import { estimateVisits, type VisitFacts } from './explain/estimate-visits.ts';
import { planOf } from './explain/plan-of.ts';
import { checkStatement } from './guard/check-statement.ts';
import { inspect } from './inspect.ts';
import { bindParameters, parameterNumbers } from './parse/parameters.ts';
import { resolve } from './resolve.ts';
import { statistics } from './statistics.ts';

/**
 * The plan, without running the query. SQLite tells what it will do and no figures; rows and rows visited are our own
 * estimate from the statistics (explain/estimate-visits.ts).
 * Errors: invalid, denied (what is no query), not-found (a name in the query), timeout.
 * https://www.sqlite.org/eqp.html
 */
export async function explain(session: Session, query: QueryText, context: Context): Promise<Plan> {
  const sqlite = sqliteSession(session);
  context.progress({ message: 'Asking for the plan' });
  const text = bindParameters(query.text, query.parameters).replace(/[\s;]+$/, '');
  const { sql } = checkStatement(`EXPLAIN QUERY PLAN ${text}`);
  const rows = await sqlite.read(sql);
  const facts = await factsOf(session, text, context);
  const plan = planOf(rows, text, facts);
  const generic = parameterNumbers(text).length > 0;
  return facts === undefined ? { ...plan, generic } : { ...estimateVisits(plan, facts), generic };
}

/** Undefined where the query cannot be looked into: then the plan stands without figures. */
async function factsOf(session: Session, text: string, context: Context): Promise<VisitFacts | undefined> {
  try {
    const schema = await inspect(session, context);
    const query = await resolve(text, schema);
    const names = new Set(query.relations.map(({ name }) => name));
    const tables = schema.tables.filter(({ name }) => names.has(name));
    return { query, schema, statistics: await statistics(session, { ...schema, tables }, context) };
  } catch (error) {
    if (error instanceof ProblemError && ['unsupported', 'not-found', 'timeout'].includes(error.problem.code))
      return undefined;
    throw error;
  }
}

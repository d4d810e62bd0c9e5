import type { Context } from '#contracts/context.ts';
import type { Session } from '#contracts/session.ts';
import type { Plan } from '#vocabulary/plan.ts';
import type { QueryText } from '#vocabulary/query-text.ts';
import { postgresSession } from './connect/session.ts';
import { checkText, withoutSemicolon } from './guard/parse.ts';
import { bindParameters, parameterNumbers } from './parse/parameters.ts';
import { planFromJson } from './parse/plan-json.ts';

/**
 * The plan, without running the query. Given parameters stand in the statement as literals; those left open are
 * planned generically, which PostgreSQL 16 does by itself and older servers by PREPARE.
 * Errors: invalid, not-found (a name in the query), denied, timeout, busy.
 * https://www.postgresql.org/docs/18/sql-explain.html
 */
export async function explain(session: Session, query: QueryText, context: Context): Promise<Plan> {
  const postgres = postgresSession(session);
  context.progress({ message: 'Asking for the plan' });
  checkText(query.text);
  const statement = withoutSemicolon(bindParameters(query.text, query.parameters));
  const open = parameterNumbers(statement);
  const plan = planFromJson(await postgres.plan(statement, Math.max(0, ...open)));
  if (open.length === 0) return plan;
  const unread = session.server.major < 16 ? [...plan.unread, ...prunedByNull(plan)] : plan.unread;
  return { ...plan, generic: true, unread };
}

/** EXECUTE prunes partitions by the values at hand, which are NULL here; GENERIC_PLAN does not. */
function prunedByNull(plan: Plan): readonly string[] {
  const pruned = (node: Plan['root']): boolean => (node.subplansRemoved ?? 0) > 0 || node.children.some(pruned);
  return pruned(plan.root)
    ? ['Before PostgreSQL 16 a plan for unknown parameters leaves out partitions as if they were NULL: give --param.']
    : [];
}

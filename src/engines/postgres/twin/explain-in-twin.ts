import { problem } from '#contracts/problem-error.ts';
import { bindParameters, parameterNumbers } from '#engines/postgres/parse/parameters.ts';
import { checkReadable } from '#engines/postgres/parse/readable.ts';
import type { QueryText } from '#vocabulary/query-text.ts';
import { serverMessage, type TwinConnection } from './connection.ts';
import type { PlannerSession } from './planner-session.ts';

/** First major with EXPLAIN (GENERIC_PLAN). */
const genericPlanSince = 16;

/**
 * The plan of a query as EXPLAIN (FORMAT JSON) gives it, with the twin's index names replaced by `names`, and the names
 * of all indexes in it as the twin calls them and as replaced. Parameters without a value are planned generically.
 * Errors: denied (more than one statement), invalid with the server's message.
 */
export async function explainInTwin(
  session: PlannerSession,
  query: QueryText,
  names: ReadonlyMap<string, string>,
): Promise<{ readonly json: unknown; readonly indexNames: ReadonlySet<string> }> {
  const text = bindParameters(query.text, query.parameters);
  checkReadable(`EXPLAIN ${text}`);
  const open = parameterNumbers(text);
  try {
    const json =
      open.length === 0
        ? await explain(session.planner, `EXPLAIN (FORMAT JSON, VERBOSE, SETTINGS) ${text}`)
        : await explainGeneric(session, text, Math.max(...open));
    const indexNames = new Set<string>();
    return { json: renameIndexes(json, names, indexNames), indexNames };
  } catch (error) {
    throw problem('invalid', `The query cannot be planned in the twin: ${serverMessage(error)}.`, undefined, error);
  }
}

async function explainGeneric(session: PlannerSession, text: string, parameters: number): Promise<unknown> {
  if (session.major >= genericPlanSince) {
    return explain(session.planner, `EXPLAIN (FORMAT JSON, VERBOSE, SETTINGS, GENERIC_PLAN) ${text}`);
  }
  const nulls = Array.from({ length: parameters }, () => 'NULL').join(', ');
  await session.planner.query(`SET plan_cache_mode = force_generic_plan`);
  await session.planner.query(`PREPARE dbwright_question AS ${text}`);
  try {
    return await explain(
      session.planner,
      `EXPLAIN (FORMAT JSON, VERBOSE, SETTINGS) EXECUTE dbwright_question(${nulls})`,
    );
  } finally {
    await session.planner.query('DEALLOCATE dbwright_question');
    await session.planner.query('RESET plan_cache_mode');
  }
}

/** By the simple protocol, since GENERIC_PLAN has parameters that nobody binds; the caller saw to one statement only. */
async function explain(connection: TwinConnection, statement: string): Promise<unknown> {
  const [row] = await connection.query(statement);
  return row?.['QUERY PLAN'];
}

function renameIndexes(value: unknown, names: ReadonlyMap<string, string>, seen: Set<string>): unknown {
  if (Array.isArray(value)) return value.map((each) => renameIndexes(each, names, seen));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => {
      if (key !== 'Index Name' || typeof inner !== 'string') return [key, renameIndexes(inner, names, seen)];
      const name = names.get(inner) ?? inner;
      seen.add(inner).add(name);
      return [key, name];
    }),
  );
}

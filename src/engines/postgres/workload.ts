import type { Context } from '#contracts/context.ts';
import { ProblemError, problem } from '#contracts/problem-error.ts';
import type { Row, Session } from '#contracts/session.ts';
import { Workload } from '#vocabulary/workload.ts';
import { sqlState } from './connect/errors.ts';
import { type PostgresSession, postgresSession, type ReadResult } from './connect/session.ts';
import { number, text } from './inspect/rows.ts';
import { bookkeeping } from './parse/bookkeeping.ts';
import { quoteIdentifier } from './quote.ts';
import { extensionQuery, informationQuery, statementsQuery } from './workload/queries.ts';
import { isoMoment, statementOf } from './workload/statement.ts';

/**
 * The statements of the connected database as pg_stat_statements counted them, those that took the most time first.
 * Errors: unsupported (the extension is not there, too old, or not loaded), denied (the role may not see it).
 * https://www.postgresql.org/docs/18/pgstatstatements.html
 */
export async function workload(session: Session, context: Context): Promise<Workload> {
  context.progress({ message: 'Reading pg_stat_statements' });
  const postgres = postgresSession(session);
  const extension = await findExtension(postgres);
  const [read = none, information = none] = await readStatements(postgres, extension);
  const { rows, truncated } = read;
  const [counters] = information.rows;
  const leftOut = { session: noShare(), catalog: noShare(), hidden: noShare() };
  const statements = rows.flatMap((row) => {
    const written = row['query'];
    const why = row['query_id'] === null ? 'hidden' : bookkeeping(typeof written === 'string' ? written : '');
    if (why !== undefined) {
      addTo(leftOut[why], row);
      return [];
    }
    return typeof written === 'string' && Number(row['calls']) > 0 ? [statementOf(row, written)] : [];
  });
  if (statements.length === 0 && leftOut.hidden.statements > 0) throw hiddenProblem(session.server.role);
  const forgotten = Number(counters?.['dealloc'] ?? 0);
  return Workload.parse({
    origin: `pg_stat_statements ${extension.version}`,
    ...text('since', isoMoment(counters?.['stats_reset'])),
    ...number('forgotten', counters?.['dealloc'] ?? null),
    statements,
    leftOut,
    unread: [
      ...(truncated
        ? ['There are more statements than the limit of rows or bytes; those that took the least time are missing.']
        : []),
      ...hiddenSentence(leftOut.hidden, session.server.role),
      ...(forgotten > 0
        ? [`The server forgot statements ${forgotten} times, as it keeps too few: raise pg_stat_statements.max.`]
        : []),
      ...withoutText(rows),
    ],
  });
}

interface Extension {
  readonly version: string;
  readonly schema: string;
  readonly columns: ReadonlySet<string>;
  readonly hasInformation: boolean;
}

const howToInstall =
  "Set shared_preload_libraries = 'pg_stat_statements' in postgresql.conf (keep what stands there), restart the server, then run in this database: CREATE EXTENSION pg_stat_statements;";

async function findExtension(session: PostgresSession): Promise<Extension> {
  const { rows } = await session.read(extensionQuery, { path: 'catalog' });
  const [row] = rows;
  if (row === undefined) {
    throw problem(
      'unsupported',
      `The extension pg_stat_statements is not installed in the database ${session.server.database}.`,
      howToInstall,
    );
  }
  const role = quoteIdentifier(session.server.role);
  const schema = String(row['schema']);
  if (row['usable'] !== true || row['readable'] !== true) {
    const grant =
      row['usable'] === true
        ? `GRANT SELECT ON ${quoteIdentifier(schema)}.pg_stat_statements TO ${role};`
        : `GRANT USAGE ON SCHEMA ${quoteIdentifier(schema)} TO ${role};`;
    throw problem(
      'denied',
      `The role ${session.server.role} may not read pg_stat_statements.`,
      `Let an owner run: ${grant}`,
    );
  }
  const columns = new Set((Array.isArray(row['columns']) ? row['columns'] : []).map(String));
  return { version: String(row['version']), schema, columns, hasInformation: row['information'] === true };
}

const none: ReadResult = { rows: [], truncated: false };

/** The statements, and the extension's own counters where it has any: in one snapshot, printed in one way. */
async function readStatements(session: PostgresSession, extension: Extension): Promise<readonly ReadResult[]> {
  const schema = quoteIdentifier(extension.schema);
  const queries = [
    statementsQuery(schema, extension.columns),
    ...(extension.hasInformation ? [informationQuery(schema)] : []),
  ];
  try {
    return await session.readTogether(queries);
  } catch (error) {
    // object_not_in_prerequisite_state
    if (!(error instanceof ProblemError) || sqlState(error) !== '55000') throw error;
    throw problem(
      'unsupported',
      'pg_stat_statements is installed, but the server has not loaded it.',
      howToInstall,
      error,
    );
  }
}

interface Share {
  statements: number;
  calls: number;
  milliseconds: number;
}

function noShare(): Share {
  return { statements: 0, calls: 0, milliseconds: 0 };
}

function addTo(share: Share, row: Row): void {
  share.statements += 1;
  share.calls += Number(row['calls']);
  share.milliseconds += Number(row['total_ms']);
}

function hiddenProblem(role: string): ProblemError {
  return problem(
    'denied',
    `The role ${role} may not see the statements of other roles, and has none of its own.`,
    seeAll(role),
  );
}

function seeAll(role: string): string {
  return `Let an administrator run: GRANT pg_read_all_stats TO ${quoteIdentifier(role)};`;
}

function hiddenSentence(hidden: Share, role: string): readonly string[] {
  if (hidden.statements === 0) return [];
  const time = Math.round(hidden.milliseconds);
  return [
    `The role ${role} may not see ${hidden.statements} statements of other roles (${hidden.calls} calls, ${time} ms). ${seeAll(role)}`,
  ];
}

/** The file of the texts was lost or could not be read. */
function withoutText(rows: readonly Row[]): readonly string[] {
  const count = rows.filter((row) => row['query_id'] !== null && typeof row['query'] !== 'string').length;
  return count === 0 ? [] : [`The server has lost the texts of ${count} statements.`];
}

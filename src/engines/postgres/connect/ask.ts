import { problem } from '#contracts/problem-error.ts';
import type { Answer, Session } from '#contracts/session.ts';
import { catalogReader } from '#engines/postgres/guard/catalog-reader.ts';
import { checkNames } from '#engines/postgres/guard/check-names.ts';
import { checkText, withoutSemicolon } from '#engines/postgres/guard/parse.ts';
import {
  checkPlan,
  estimatePlan,
  type PlanEstimate,
  spokenBytes,
  spokenNumber,
} from '#engines/postgres/guard/plan-limits.ts';
import { type CheckedStatement, checkBound, checkDialect, checkStatement } from '#engines/postgres/guard/statement.ts';
import { factsQuery, readFacts, type TransactionFacts } from '#engines/postgres/guard/transaction-facts.ts';
import { bindParameters } from '#engines/postgres/parse/parameters.ts';
import { tightened } from '#engines/sql/tightened.ts';
import type { Bounds } from '#vocabulary/bounds.ts';
import type { GuardSetup } from './guard-setup.ts';
import type { Line, Lines } from './lines.ts';
import type { WireField } from './wire.ts';

/**
 * The guard: a statement that a person or a model wrote. Its text is checked by PostgreSQL's own parser, then every
 * name in the catalog, in the transaction in which it runs; its plan is made and bounded; the catalog is read again,
 * and only if it says the same the statement runs, under the limits of the server and of the portal. Always rolled
 * back, and the connection is closed: nothing that a statement did to its session lasts.
 *
 * What remains: relations and their policies are locked by the plan, functions, operators and casts are not. Who may
 * replace one of these in the moment between the second reading and the end of the statement gets past layer (b); the
 * read-only transaction, its limits, the ROLLBACK and the rights of the role still stand.
 * See docs/decisions/0007-a-guard-that-reads-the-catalog.md.
 */
export function guardedAsk(lines: Lines, setup: GuardSetup): Session['ask'] {
  return async (query, options = {}) => {
    const bounds = tightened(setup.bounds, options.bounds);
    checkText(query.text);
    const text = withoutSemicolon(bindParameters(query.text, query.parameters));
    const statement = checkStatement(text);
    checkBound(text);
    return lines.inTransaction({ settings: askSettings(bounds, setup.server.major), bounds, once: true }, (line) =>
      askInTransaction(line, statement, bounds, setup),
    );
  };
}

async function askInTransaction(
  line: Line,
  statement: CheckedStatement,
  bounds: Bounds,
  setup: GuardSetup,
): Promise<Answer> {
  const facts = readFacts((await line.command(factsQuery(bounds, setup.server.major)))[0]);
  checkDialect(statement.text, setup.server.major, facts.encoding);
  const estimate = await judge(line, statement, facts, bounds, setup);
  const started = performance.now();
  const table = await line.table(statement.text, { exact: true });
  const milliseconds = performance.now() - started;
  return {
    columns: await namedTypes(line, table.fields),
    rows: table.rows,
    ...(table.truncated === undefined ? {} : { truncated: table.truncated }),
    milliseconds,
    ...(estimate === undefined ? {} : { estimatedCost: estimate.cost }),
    inForce: boundsInForce(bounds, facts, estimate),
  };
}

/** Every name in the catalog, then the plan, then the catalog once more. Errors: denied, busy. */
async function judge(
  line: Line,
  statement: CheckedStatement,
  facts: TransactionFacts,
  bounds: Bounds,
  setup: GuardSetup,
): Promise<PlanEstimate | undefined> {
  if (statement.kind === 'show') return undefined;
  const catalog = catalogReader(line.command, setup.server.major, facts.moment);
  const { query, mode } = statement;
  const readsAlike = (text: string) => checkDialect(text, setup.server.major, facts.encoding);
  const allowed = new Set(setup.functions);
  const { collected } = await checkNames({ query, mode, path: facts.path, allowed, catalog, checkDialect: readsAlike });
  if (statement.queryText === undefined) return undefined;
  const explained = await line.table(`EXPLAIN (FORMAT JSON) ${statement.queryText}`);
  const estimate = estimatePlan(explained.rows[0]?.[0]);
  checkPlan(estimate, bounds, { serverLimitsFiles: facts.fileLimit !== undefined, collected });
  if (await catalog.unchanged()) return estimate;
  throw problem(
    'busy',
    'Somebody changed what the statement reaches while it was being checked.',
    'Try again when their change is done.',
  );
}

/** For the limits of the whole transaction, and for reading the text as the parser did. */
export function askSettings(bounds: Bounds, major: number): string {
  const whole = Math.ceil(bounds.statementMs * 4 + 60_000);
  return `
    SET LOCAL client_encoding = 'UTF8';
    SET LOCAL default_transaction_read_only = on;
    ${major >= 17 ? `SET LOCAL transaction_timeout = ${whole};` : ''}`;
}

/** The types' names as the server prints them. */
async function namedTypes(line: Line, fields: readonly WireField[]): Promise<Answer['columns']> {
  if (fields.length === 0) return [];
  const types = fields.map(({ type, modifier }) => `(pg_catalog.format_type(${type}, ${modifier}))`);
  const rows = await line.command(`VALUES ${types.join(', ')}`);
  return fields.map((field, at) => ({ name: field.name, type: String(rows[at]?.['column1'] ?? 'unknown') }));
}

function boundsInForce(bounds: Bounds, facts: TransactionFacts, estimate: PlanEstimate | undefined): readonly string[] {
  const files =
    facts.fileLimit === undefined
      ? `at most ${spokenBytes(bounds.temporaryBytes)} of temporary files by the plan's estimate: this role may not set temp_file_limit`
      : `at most ${spokenBytes(facts.fileLimit)} of temporary files (temp_file_limit)`;
  const cost =
    estimate === undefined
      ? []
      : [`planned cost at most ${spokenNumber(bounds.cost)} (this one: ${spokenNumber(estimate.cost)})`];
  return [
    `at most ${bounds.statementMs / 1_000} s (statement_timeout)`,
    `at most ${bounds.lockMs / 1_000} s waiting for a lock (lock_timeout)`,
    files,
    `at most ${spokenNumber(bounds.rows)} rows and ${spokenBytes(bounds.bytes)}`,
    ...cost,
    'read-only transaction, rolled back; connection closed afterwards',
  ];
}

import { walkPlan } from '#analysis/plan-walk.ts';
import type { Trial } from '#contracts/instrument.ts';
import type { Measurement } from '#vocabulary/measurement.ts';
import type { Plan } from '#vocabulary/plan.ts';
import type { TrialConnection } from './trial-connection.ts';

/** Rows beyond which results are not compared. */
const comparedRows = 1_000_000;

export type ReadResult = Pick<Measurement, 'rows' | 'checksum'>;

/** The statement, or a WITH clause in it, changes rows. */
export function isWriting(plan: Plan): boolean {
  return walkPlan(plan).some(({ node }) => node.type === 'ModifyTable');
}

/**
 * How many rows, and a checksum over the bag of them: the sum of the rows' hashes, which no order changes.
 * Floats are printed with 14 digits: the order in which they are added up changes the last ones.
 */
export async function readResult(connection: TrialConnection, text: string): Promise<ReadResult> {
  await connection.command('SAVEPOINT result; SET LOCAL extra_float_digits = -1');
  const [row] = await connection.ask(
    `SELECT count(*)::int8 AS rows, coalesce(sum(hashtextextended(result::text, 0)::numeric), 0)::text AS checksum
     FROM (SELECT * FROM (${text}\n) AS given LIMIT ${comparedRows}) AS result`,
  );
  await connection.command('ROLLBACK TO SAVEPOINT result');
  return { rows: Number(row?.['rows'] ?? 0), checksum: String(row?.['checksum'] ?? '') };
}

/** There may be more rows than were compared. */
export function isTooLarge({ rows }: ReadResult): boolean {
  return rows >= comparedRows;
}

/** Where two right answers may differ (ties under a LIMIT, sums of floats, the clock), it is `unknown`, never "different". */
export async function sameRows(
  connection: TrialConnection,
  text: string,
  before: Measurement,
  after: Measurement,
): Promise<Trial['sameRows']> {
  if (before.checksum === '' || isTooLarge(before)) return 'unknown';
  if (before.rows === after.rows && before.checksum === after.checksum) return true;
  if (dependsOnOrder(before.plan, text) || (await hasFloats(connection, text))) return 'unknown';
  // Asked twice in the same state it must say the same, or it hangs on the clock or on chance.
  const again = await readResult(connection, text);
  return again.rows === after.rows && again.checksum === after.checksum ? false : 'unknown';
}

/** LIMIT, DISTINCT ON and window functions choose among equals; aggregates into lists keep the order that they met. */
function dependsOnOrder(plan: Plan, text: string): boolean {
  const choosing = new Set(['Limit', 'Unique', 'WindowAgg']);
  return (
    walkPlan(plan).some(({ node }) => choosing.has(node.type)) ||
    /\b(array_agg|string_agg|jsonb?_agg\w*|jsonb?_object_agg\w*|xmlagg|any_value|tablesample)\b/i.test(text)
  );
}

/** float4 or float8 among the columns of the result. Before PostgreSQL 16 it cannot be asked: then it may be. */
async function hasFloats(connection: TrialConnection, text: string): Promise<boolean> {
  const name = 'dbwright_result';
  await connection.ask(`PREPARE ${name} AS ${text}`);
  await connection.command('SAVEPOINT prepared');
  try {
    const [row] = await connection.command(
      `SELECT (to_jsonb(p) ->> 'result_types') ~ 'real|double precision' AS floats, to_jsonb(p) ? 'result_types' AS known
       FROM pg_prepared_statements p WHERE name = '${name}'`,
    );
    return row?.['known'] !== true || row['floats'] === true;
  } finally {
    // It would outlive the transaction.
    await connection.command(`ROLLBACK TO SAVEPOINT prepared; DEALLOCATE ${name}`);
  }
}

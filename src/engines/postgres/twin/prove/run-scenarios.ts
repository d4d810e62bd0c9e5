import { openTwinConnection, serverMessage, type TwinConnection } from '#engines/postgres/twin/connection.ts';
import type { DesignProof } from '#vocabulary/design-proof.ts';
import type { LogicalModel } from '#vocabulary/logical-model.ts';
import type { Scenario } from '#vocabulary/scenario.ts';

type Outcome = DesignProof['scenarios'][number];

/**
 * Tries what a model says must be refused or accepted. Each runs in a transaction of its own over the fixture and is
 * rolled back, after what is checked at the end of a transaction was checked. Races really commit, in two sessions.
 */
export async function runScenarios(
  connection: TwinConnection,
  url: string,
  model: LogicalModel,
  sessions: 'one' | 'several',
): Promise<Pick<DesignProof, 'fixture' | 'scenarios'>> {
  const fixture = await fill(connection, model.fixture);
  if (fixture.length > 0) return { fixture: [...fixture], scenarios: [] };
  const scenarios: Outcome[] = [];
  for (const scenario of model.scenarios) {
    if (scenario.only !== undefined && !scenario.only.includes('postgres')) continue;
    if (scenario.refuse !== undefined) scenarios.push(await refusal(connection, scenario, listOf(scenario.refuse)));
    if (scenario.accept !== undefined) scenarios.push(await acceptance(connection, scenario, listOf(scenario.accept)));
    if (scenario.race !== undefined) {
      scenarios.push(
        sessions === 'one'
          ? {
              says: scenario.says,
              kind: 'race',
              kept: 'unknown',
              why: 'PGlite has one session: it takes a native server to try two at once.',
            }
          : await race(connection, url, model, scenario, scenario.race),
      );
    }
  }
  return { fixture: [], scenarios };
}

/** Statements of the fixture that failed; none are kept then. */
async function fill(connection: TwinConnection, statements: readonly string[]): Promise<DesignProof['fixture']> {
  await connection.query('BEGIN');
  for (const statement of statements) {
    try {
      await connection.query(statement);
    } catch (error) {
      await connection.query('ROLLBACK');
      return [{ statement, message: serverMessage(error) }];
    }
  }
  try {
    await connection.query('COMMIT');
    await countOn(connection);
    return [];
  } catch (error) {
    await connection.query('ROLLBACK');
    return [{ statement: 'COMMIT', message: serverMessage(error) }];
  }
}

/** What counts the keys goes on after those that the statements gave. */
async function countOn(connection: TwinConnection): Promise<void> {
  const columns = await connection.query(`
    SELECT format('SELECT setval(%L, greatest(nextval(%L), (SELECT max(%I) FROM %s)))', s.name, s.name, a.attname, a.attrelid::regclass) AS sql
    FROM pg_attribute AS a
    JOIN pg_class AS c ON c.oid = a.attrelid
    CROSS JOIN pg_get_serial_sequence(c.oid::regclass::text, a.attname) AS s (name)
    WHERE c.relnamespace = 'public'::regnamespace AND a.attidentity <> '' AND s.name IS NOT NULL AND c.relkind IN ('r', 'p')
      AND NOT c.relispartition`);
  for (const { sql } of columns) await connection.query(String(sql));
}

async function refusal(
  connection: TwinConnection,
  scenario: Scenario,
  statements: readonly string[],
): Promise<Outcome> {
  const about = { says: scenario.says, kind: 'refuse' as const };
  const before = await attempt(connection, ['BEGIN', ...scenario.given, ...statements.slice(0, -1)]);
  if (before !== undefined) {
    await connection.query('ROLLBACK');
    return { ...about, kept: 'unknown', why: notBegun(before) };
  }
  const failed = await attempt(connection, [...statements.slice(-1), 'SET CONSTRAINTS ALL IMMEDIATE']);
  await connection.query('ROLLBACK');
  if (failed === undefined) return { ...about, kept: false, why: 'The server accepted it.' };
  return isRefusal(failed)
    ? { ...about, kept: true, why: failed.message }
    : { ...about, kept: false, why: `It failed for another reason: ${failed.message}` };
}

function notBegun({ message }: { readonly message: string }): string {
  return `What comes before it was refused: ${message}`;
}

async function acceptance(
  connection: TwinConnection,
  scenario: Scenario,
  statements: readonly string[],
): Promise<Outcome> {
  const before = await attempt(connection, ['BEGIN', ...scenario.given]);
  if (before !== undefined) {
    await connection.query('ROLLBACK');
    return { says: scenario.says, kind: 'accept', kept: 'unknown', why: notBegun(before) };
  }
  const failed = await attempt(connection, [...statements, 'SET CONSTRAINTS ALL IMMEDIATE']);
  await connection.query('ROLLBACK');
  return {
    says: scenario.says,
    kind: 'accept',
    kept: failed === undefined,
    why: failed === undefined ? 'accepted' : failed.message,
  };
}

/** Both sessions do their work before either commits; a session that waits for the other's lock goes on after its commit. */
async function race(
  connection: TwinConnection,
  url: string,
  model: LogicalModel,
  scenario: Scenario,
  sides: NonNullable<Scenario['race']>,
): Promise<Outcome> {
  const about = { says: scenario.says, kind: 'race' as const };
  const refusals: string[] = [];
  for (const level of ['READ COMMITTED', 'REPEATABLE READ'] as const) {
    const given = await fill(connection, scenario.given);
    const [first, second] = await Promise.all([openTwinConnection(url), openTwinConnection(url)]);
    try {
      for (const one of [first, second]) await one.query(`BEGIN ISOLATION LEVEL ${level}; SELECT 1`);
      const early = await attempt(first, listOf(sides[0]));
      const late = attempt(second, listOf(sides[1]));
      await Promise.race([late, new Promise((resume) => setTimeout(resume, 30))]);
      const ends = [early ?? (await attempt(first, ['COMMIT'])), (await late) ?? (await attempt(second, ['COMMIT']))];
      const failures = ends.filter((one) => one !== undefined);
      const [failure] = failures;
      const [unfit] = given;
      if (unfit !== undefined) return { ...about, kept: 'unknown', why: notBegun(unfit) };
      if (failure === undefined) return { ...about, kept: false, why: `Both were accepted (${level}).` };
      if (failures.length > 1)
        return { ...about, kept: false, why: `Both were refused (${level}): ${failure.message}` };
      refusals.push(failure.message);
    } finally {
      await Promise.all([first.close(), second.close()]);
      await empty(connection);
      await fill(connection, model.fixture);
    }
  }
  return { ...about, kept: true, why: [...new Set(refusals)].join(' ') };
}

async function empty(connection: TwinConnection): Promise<void> {
  const tables = await connection.query(
    `SELECT string_agg(format('%I', c.relname), ', ') AS names FROM pg_class AS c
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')`,
  );
  await connection.query(`TRUNCATE ${String(tables[0]?.['names'])} RESTART IDENTITY CASCADE`);
}

interface Failure {
  readonly message: string;
  readonly code: string;
}

/** The first failure. */
async function attempt(connection: TwinConnection, statements: readonly string[]): Promise<Failure | undefined> {
  for (const statement of statements) {
    try {
      await connection.query(statement);
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : '';
      return { message: serverMessage(error), code };
    }
  }
  return undefined;
}

/**
 * A rule spoke: integrity constraint, not null, data exception, a trigger's RAISE. A statement that is simply wrong
 * (an unknown column) proves nothing. https://www.postgresql.org/docs/18/errcodes-appendix.html
 */
function isRefusal({ code }: Failure): boolean {
  return /^(23|22|P0001|44|428C9)/.test(code);
}

function listOf(statements: string | readonly string[]): readonly string[] {
  return typeof statements === 'string' ? [statements] : statements;
}

import { serverMessage } from './connection.ts';
import type { PlannerSession } from './planner-session.ts';
import type { SchemaStatement } from './schema-ddl.ts';

type Logins = Pick<PlannerSession, 'admin' | 'planner'>;

export interface Failure {
  readonly statement: SchemaStatement;
  readonly message: string;
}

/** Runs what is left again and again until a round brings no progress: functions and views need each other in any order. */
export async function runStatements(
  logins: Logins,
  statements: readonly SchemaStatement[],
  signal: AbortSignal,
): Promise<readonly Failure[]> {
  let left: readonly SchemaStatement[] = statements;
  for (;;) {
    const failed: Failure[] = [];
    for (const batch of batches(left)) {
      signal.throwIfAborted();
      if (await runTogether(logins, batch)) continue;
      for (const statement of batch) {
        signal.throwIfAborted();
        const message = await tryOne(logins, statement);
        if (message !== undefined) failed.push({ statement, message });
      }
    }
    if (failed.length === 0 || failed.length === left.length) return failed;
    left = failed.map(({ statement }) => statement);
  }
}

/** As many statements go in one round trip; each is a transaction then, and holds its locks. */
const mostTogether = 100;

/** In order; a statement that might not end where it seems to stands alone. */
function batches(statements: readonly SchemaStatement[]): readonly (readonly SchemaStatement[])[] {
  const all: SchemaStatement[][] = [];
  let open: SchemaStatement[] | undefined;
  for (const statement of statements) {
    if (!endsAtItsEnd(statement.text)) {
      all.push([statement]);
      open = undefined;
    } else if (open === undefined || open.length === mostTogether) {
      open = [statement];
      all.push(open);
    } else {
      open.push(statement);
    }
  }
  return all;
}

/**
 * One statement by itself, whatever stands around it: no semicolon, comment or quote that others could take part in, and
 * no word about the transaction. The planner may not make extensions.
 */
function endsAtItsEnd(text: string): boolean {
  const bare = text.replace(/'[^']*'|"[^"]*"/g, '');
  return /^(CREATE(?! EXTENSION\b)|ALTER)\b/.test(text) && !/['"$;]|--|\/\*/.test(bare) && !text.includes('\\');
}

/** All or nothing, in one transaction. False: nothing was done, and who of them failed is not known. */
async function runTogether({ planner }: Logins, batch: readonly SchemaStatement[]): Promise<boolean> {
  if (batch.length < 2) return false;
  return planner.query(batch.map(({ text }) => text).join(';\n')).then(
    () => true,
    () => false,
  );
}

/** One statement only, whatever the text says; most extensions need a superuser. */
async function tryOne({ admin, planner }: Logins, statement: SchemaStatement): Promise<string | undefined> {
  try {
    await (/^CREATE EXTENSION\b/.test(statement.text) ? admin : planner).query(statement.text, []);
    return undefined;
  } catch (error) {
    if (statement.otherwise === undefined) return serverMessage(error);
    return tryOne({ admin, planner }, { of: statement.of, text: statement.otherwise });
  }
}

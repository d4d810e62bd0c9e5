import { nameOf } from '#analysis/fabricate/stated-tables.ts';
import type { Context } from '#contracts/context.ts';
import type { TwinRequest } from '#contracts/engine.ts';
import type { RefusedRows, SeedProof, SeedQuestion } from '#contracts/seed.ts';
import { quoteQualified } from '#engines/postgres/quote.ts';
import { type PostgresSeedSet, seedRows } from '#engines/postgres/seed/seed-rows.ts';
import { insertStatement, updateStatement } from '#engines/postgres/seed/seed-script.ts';
import type { DatabaseSchema } from '#vocabulary/database-schema.ts';
import { serverMessage, type TwinConnection } from './connection.ts';
import { openPlannerSession } from './planner-session.ts';
import { rebuildSchema, setSearchPath } from './rebuild-schema.ts';
import { type ServerChoice, startLikeTarget } from './start-like-target.ts';

export interface ProofRequest {
  readonly question: SeedQuestion;
  /** Of more rows than these, so many are made by the same rules. */
  readonly most: number;
}

/**
 * Loads made-up rows into a throw-away server with the schema, all its constraints and its triggers. What the server
 * refuses is found row by row. Errors: what startEmbeddedServer says; unsupported, from the rows.
 */
export async function proveRows(
  request: Pick<TwinRequest, 'schema' | 'settings' | 'major'>,
  { question, most }: ProofRequest,
  context: Context,
  choice: ServerChoice,
): Promise<SeedProof> {
  const { schema } = request;
  const isWhole = wanted(schema, question) <= most;
  const set = seedRows(schema, isWhole ? question : fewer(question, most / wanted(schema, question)));
  const server = await startLikeTarget(request, context, choice, { autovacuum: 'off', max_wal_size: '4GB' });
  try {
    const session = await openPlannerSession(server, schema.collation);
    try {
      await session.admin.query('SET allow_system_table_mods = on');
      const missing = await rebuildSchema(session, schema, context.signal);
      const { planner } = session;
      await setSearchPath(planner, schema);
      const noTriggers = question.withoutTriggers === true ? [] : await makeTriggers(planner, schema);
      const loaded = await load({ connection: planner, schema, context }, set);
      return {
        by: `a twin, PostgreSQL ${server.version}${server.kind === 'pglite' ? ' (PGlite)' : ''}`,
        isWhole,
        missing: [...missing, ...noTriggers],
        ...loaded,
      };
    } finally {
      await session.close();
    }
  } finally {
    await server.stop();
  }
}

function wanted(schema: DatabaseSchema, question: SeedQuestion): number {
  return seedRows(schema, question).tables.reduce((sum, { rows }) => sum + rows, 0);
}

/** The same question with a share of the rows. */
function fewer(question: SeedQuestion, share: number): SeedQuestion {
  const scale = (rows: number) => (rows === 0 ? 0 : Math.max(1, Math.round(rows * share)));
  const { volumes, tables = {} } = question;
  return {
    ...question,
    rows: scale(question.rows),
    tables: Object.fromEntries(Object.entries(tables).map(([name, rows]) => [name, scale(rows)])),
    ...(volumes && {
      volumes: {
        tables: Object.fromEntries(
          Object.entries(volumes.tables).map(([name, table]) => [name, { ...table, rows: scale(table.rows) }]),
        ),
      },
    }),
  };
}

/** The twin's schema comes without them; those that cannot be made are named. */
async function makeTriggers(connection: TwinConnection, { objects }: DatabaseSchema): Promise<readonly string[]> {
  const missing: string[] = [];
  for (const { kind, name, table, definition } of objects) {
    if (kind !== 'trigger') continue;
    const failure = await connection.query(definition, []).then(() => undefined, serverMessage);
    if (failure !== undefined) missing.push(`The twin has no trigger ${name} on ${table ?? 'its table'}: ${failure}.`);
  }
  return missing;
}

interface Loading {
  readonly connection: TwinConnection;
  readonly schema: DatabaseSchema;
  readonly context: Context;
}

async function exists(
  connection: TwinConnection,
  { schema, name }: { schema: string; name: string },
): Promise<boolean> {
  const [row] = await connection.query('SELECT to_regclass($1) IS NOT NULL AS there', [quoteQualified(schema, name)]);
  return row?.['there'] === true;
}

type Loaded = Pick<SeedProof, 'accepted' | 'refused' | 'without'>;

async function load(loading: Loading, set: PostgresSeedSet): Promise<Loaded> {
  const { connection, schema, context } = loading;
  const accepted: Record<string, number> = {};
  const refused = new Map<string, RefusedRows>();
  const without = new Map<string, Set<number>>();
  const refuse = (place: string, at: number, { by, message }: Pick<RefusedRows, 'by' | 'message'>) => {
    const known = without.get(place) ?? new Set();
    without.set(place, known.add(at));
    const table = place.split(' ')[0] ?? place;
    const kind = `${place} ${by}`;
    refused.set(kind, {
      table,
      by,
      message: refused.get(kind)?.message ?? message,
      rows: (refused.get(kind)?.rows ?? 0) + 1,
    });
  };
  await connection.query('BEGIN; SET CONSTRAINTS ALL DEFERRED');
  for (const table of set.tables) {
    let at = 0;
    context.progress({ message: `loading ${table.rows} rows of ${nameOf(table)} into the twin` });
    const isThere = await exists(connection, table);
    for (const batch of table.batches()) {
      context.signal.throwIfAborted();
      // A table that the twin could not make is among what is missing; others may refer to its rows all the same.
      if (!isThere) continue;
      await take(
        connection,
        batch,
        at,
        (rows) => insertStatement(schema, table, rows),
        (nth, why) => refuse(nameOf(table), nth, why),
      );
      at += batch.length;
    }
    if (isThere) accepted[nameOf(table)] = at - (without.get(nameOf(table))?.size ?? 0);
  }
  for (const update of set.updates) {
    const place = `${nameOf(update)} ${update.constraint}`;
    let at = 0;
    for (const batch of update.batches()) {
      await take(
        connection,
        batch,
        at,
        (rows) => updateStatement(schema, update, rows),
        (nth, why) => refuse(place, nth, why),
      );
      at += batch.length;
    }
  }
  await connection.query('SET CONSTRAINTS ALL IMMEDIATE; COMMIT').catch((error: unknown) => {
    const why = refusal(error);
    refused.set(`deferred ${why.by}`, { table: why.table, by: why.by, message: why.message, rows: 1 });
  });
  return { accepted, refused: [...refused.values()], without };
}

/** Loads a batch; where it is refused, its halves, down to the rows that are the reason. */
async function take<Row>(
  connection: TwinConnection,
  rows: readonly Row[],
  first: number,
  statement: (rows: readonly Row[]) => string,
  refuse: (at: number, why: Pick<RefusedRows, 'by' | 'message'>) => void,
): Promise<void> {
  if (rows.length === 0) return;
  const failure = await tryRows(connection, statement(rows), rows.length);
  if (failure === undefined) return;
  if (rows.length === 1) return refuse(first, failure);
  const middle = Math.ceil(rows.length / 2);
  await take(connection, rows.slice(0, middle), first, statement, refuse);
  await take(connection, rows.slice(middle), first + middle, statement, refuse);
}

/** All of them or none. Undefined: they were taken. */
async function tryRows(
  connection: TwinConnection,
  statement: string,
  count: number,
): Promise<Pick<RefusedRows, 'by' | 'message'> | undefined> {
  await connection.query('SAVEPOINT batch');
  try {
    const [row] = await connection.query(
      `WITH taken AS (${statement} RETURNING 1) SELECT count(*) AS taken FROM taken`,
    );
    if (Number(row?.['taken']) === count) {
      await connection.query('RELEASE SAVEPOINT batch');
      return undefined;
    }
    await connection.query('ROLLBACK TO SAVEPOINT batch; RELEASE SAVEPOINT batch');
    return { by: 'a trigger', message: 'It was left out without a word, as a trigger does that returns NULL.' };
  } catch (error) {
    await connection.query('ROLLBACK TO SAVEPOINT batch; RELEASE SAVEPOINT batch');
    return refusal(error);
  }
}

/** https://www.postgresql.org/docs/18/protocol-error-fields.html */
function refusal(error: unknown): Pick<RefusedRows, 'by' | 'message' | 'table'> {
  const field = (name: string): string => {
    const value: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, name) : undefined;
    return typeof value === 'string' ? value : '';
  };
  const raisedIn = /function ([^\s(]+)/.exec(field('where'))?.[1];
  const by =
    field('constraint') || (raisedIn === undefined ? '' : `the trigger function ${raisedIn}`) || field('column');
  return { table: field('table'), by: by || field('code') || 'the server', message: serverMessage(error) };
}

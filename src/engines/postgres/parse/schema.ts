import type { Context } from '#contracts/context.ts';
import { problem } from '#contracts/problem-error.ts';
import { connect } from '#engines/postgres/connect.ts';
import { inspect } from '#engines/postgres/inspect.ts';
import { quoteIdentifier } from '#engines/postgres/quote.ts';
import { openTwinConnection, serverMessage, type TwinConnection } from '#engines/postgres/twin/connection.ts';
import { type EmbeddedServer, startEmbeddedServer } from '#engines/postgres/twin/embedded-server.ts';
import { replayDdl } from '#engines/postgres/twin/replay-ddl.ts';
import { makeSchemaOwner } from '#engines/postgres/twin/schema-owner.ts';
import { Bounds } from '#vocabulary/bounds.ts';
import type { DatabaseSchema } from '#vocabulary/database-schema.ts';
import { partOf } from './schema-part.ts';
import { refusePlainly } from './schema-refusal.ts';
import { restoreTypes, type StandIn, withoutType } from './schema-standin.ts';
import { type ScriptStatement, splitScript } from './script.ts';

/**
 * The schema that a file of DDL makes, found out by running it in an embedded PostgreSQL that is thrown away. What did
 * not run stands in `unread` with its line and what to do. The script runs as an ordinary role, which reaches neither
 * files nor programs of this machine.
 * Errors: invalid (the file is no DDL); unsupported, busy, timeout (no server can be started).
 */
export async function parseSchema(text: string, context: Context): Promise<DatabaseSchema> {
  refusePlainly(text);
  const statements = splitScript(text);
  if (!statements.some((statement) => partOf(statement) === 'replay')) {
    const first = statements[0]?.fault;
    throw problem(
      'invalid',
      `There is nothing in this file that makes a schema${first === undefined ? '.' : `: line ${first.line}, column ${first.column}: ${first.message}`}`,
      'Give CREATE TABLE statements, such as "pg_dump --schema-only" writes.',
    );
  }
  context.progress({ message: 'Starting a throw-away PostgreSQL for the schema' });
  const server = await startEmbeddedServer({
    signal: context.signal,
    progress: (message) => context.progress({ message }),
  });
  try {
    const { unread, standIns, searchPath } = await replay(statements, server, context);
    const session = await connect(server.url, { bounds: Bounds.parse({}) }, context);
    try {
      return describe(await inspect(session, context), { unread, standIns, searchPath });
    } finally {
      await session.close();
    }
  } finally {
    await server.stop();
  }
}

interface Replayed {
  readonly unread: readonly string[];
  readonly standIns: readonly StandIn[];
  /** What the script set last, if not to nothing. */
  readonly searchPath: readonly string[] | undefined;
}

async function replay(
  statements: readonly ScriptStatement[],
  server: EmbeddedServer,
  context: Context,
): Promise<Replayed> {
  const superuser = await openTwinConnection(server.url);
  try {
    const login = await makeSchemaOwner(superuser);
    // PGlite has one session for all, so there the superuser takes on the role, and lays it down for what needs him.
    if (server.kind === 'pglite') {
      const query = (sql: string) => asSuperuser(superuser, login.user, sql);
      await superuser.query(`SET ROLE ${login.user}`);
      return await replayAs(superuser, { query }, statements, context);
    }
    const owner = await openTwinConnection(server.url, login);
    try {
      return await replayAs(owner, superuser, statements, context);
    } finally {
      await owner.close();
    }
  } finally {
    await superuser.close();
  }
}

async function asSuperuser(
  connection: TwinConnection,
  owner: string,
  sql: string,
): ReturnType<TwinConnection['query']> {
  await connection.query('RESET ROLE');
  try {
    return await connection.query(sql);
  } finally {
    await connection.query(`SET ROLE ${owner}`);
  }
}

async function replayAs(
  owner: TwinConnection,
  superuser: Pick<TwinConnection, 'query'>,
  statements: readonly ScriptStatement[],
  context: Context,
): Promise<Replayed> {
  await owner.query("SET check_function_bodies = off; SET client_min_messages = error; SET statement_timeout = '60s'");
  const standIns: StandIn[] = [];
  let done = 0;
  const execute = async (step: Step) => {
    done++;
    if (done % 100 === 0)
      context.progress({ message: 'Replaying the schema', share: Math.min(1, done / statements.length) });
    if (partOf(step) === 'extension') await superuser.query(createExtension(step));
    else {
      if (step.path) await owner.query(step.path);
      standIns.push(...(await runOne(owner, superuser, step)));
    }
  };
  const wanted = statements.filter((statement) => ['replay', 'extension', 'path'].includes(partOf(statement)));
  const failures = await replayDdl(execute, withPaths(wanted), context.signal);
  const unread = [
    ...failures.flatMap(({ statement, error }) => explain(statement, serverMessage(error))),
    ...standIns.map(
      (one) =>
        `${one.table}.${one.column} has the type ${one.type}, which comes with an extension that is not here: indexes on it are not known.`,
    ),
    ...passedOver(statements),
  ];
  return { unread, standIns, searchPath: lastPath(statements) };
}

/** Its name and schema only: the version that the script asks for is hardly the one that is here. */
function createExtension({ tree }: ScriptStatement): string {
  if (!tree || !('CreateExtensionStmt' in tree)) return '';
  const { extname = '', options = [] } = tree.CreateExtensionStmt;
  const schema = options.flatMap((option) => {
    if (!('DefElem' in option) || option.DefElem.defname !== 'schema') return [];
    const { arg } = option.DefElem;
    return arg && 'String' in arg ? [` SCHEMA ${quoteIdentifier(arg.String.sval ?? '')}`] : [];
  });
  return `CREATE EXTENSION IF NOT EXISTS ${quoteIdentifier(extname)}${schema.join('')} CASCADE`;
}

/** A statement with the search path under which it was written, so that it can be run again later. */
interface Step extends ScriptStatement {
  readonly path?: string;
}

function withPaths(statements: readonly ScriptStatement[]): readonly Step[] {
  let path: string | undefined;
  return statements.flatMap((statement) => {
    if (partOf(statement) !== 'path') return [path === undefined ? statement : { ...statement, path }];
    path = statement.text;
    return [];
  });
}

/** Once more with text for a type that is not here, and with a role that is not here made. */
async function runOne(
  owner: TwinConnection,
  superuser: Pick<TwinConnection, 'query'>,
  statement: ScriptStatement,
): Promise<readonly StandIn[]> {
  try {
    await owner.query(statement.text);
    return [];
  } catch (error) {
    const message = serverMessage(error);
    const role = /^role "(.+)" does not exist$/.exec(message)?.[1];
    if (role !== undefined) {
      await superuser.query(`CREATE ROLE ${quoteIdentifier(role)}`);
      return runOne(owner, superuser, statement);
    }
    const type = /^type "(.+)" does not exist$/.exec(message)?.[1]?.replace(/\[\]$/, '');
    const other = type === undefined ? undefined : withoutType(statement, type);
    if (!other) throw error;
    return [...other.standIns, ...(await runOne(owner, superuser, other.statement))];
  }
}

function explain(statement: ScriptStatement, message: string): readonly string[] {
  const { tree, line } = statement;
  if (tree && 'CreateSchemaStmt' in tree && /already exists/.test(message)) return [];
  if (tree && 'CreateExtensionStmt' in tree) {
    const name = tree.CreateExtensionStmt.extname ?? '';
    return [
      `Line ${line}: the extension ${name} is not here, so what it brings is not known. Read the schema from the database (--url) to have it whole.`,
    ];
  }
  const [what = ''] = statement.text.split('\n');
  const short = what.length > 60 ? `${what.slice(0, 57)}...` : what;
  return [`Line ${line}: "${short}" did not run: ${message}. Mend it or leave it out.`];
}

function passedOver(statements: readonly ScriptStatement[]): readonly string[] {
  const rows = statements.filter((statement) => partOf(statement) === 'rows');
  const unreadable = statements.filter((statement) => partOf(statement) === 'unreadable');
  const noted = unreadable.flatMap(({ fault }) =>
    fault === undefined ? [] : [`Line ${fault.line}, column ${fault.column}: not understood: ${fault.message}.`],
  );
  if (rows.length === 0) return noted;
  const count =
    rows.length === 1
      ? '1 statement that reads or changes rows was'
      : `${rows.length} statements that read or change rows were`;
  return [...noted, `${count} passed over, the first in line ${rows[0]?.line}: a schema has no rows.`];
}

function lastPath(statements: readonly ScriptStatement[]): readonly string[] | undefined {
  const { tree } = statements.findLast((statement) => partOf(statement) === 'path') ?? {};
  if (!tree || !('VariableSetStmt' in tree)) return undefined;
  const names = (tree.VariableSetStmt.args ?? []).flatMap((arg) =>
    'A_Const' in arg && arg.A_Const.sval?.sval ? [arg.A_Const.sval.sval] : [],
  );
  return names.length > 0 ? names.filter((name) => name !== '$user') : undefined;
}

/** Nothing of the throw-away database but its schema: its sizes, name and collation say nothing. */
function describe(schema: DatabaseSchema, replayed: Replayed): DatabaseSchema {
  const { database: _database, collation: _collation, ...rest } = restoreTypes(schema, replayed.standIns);
  const tables = rest.tables.map(({ rows: _rows, bytes: _bytes, ...table }) => ({
    ...table,
    indexes: table.indexes.map(({ bytes: _size, ...index }) => index),
  }));
  const searchPath = [...(replayed.searchPath ?? rest.searchPath)];
  return { ...rest, tables, searchPath, unread: [...rest.unread, ...replayed.unread] };
}

import type { Context } from '#contracts/context.ts';
import type { ProveRequest } from '#contracts/engine.ts';
import { connect } from '#engines/postgres/connect.ts';
import { inspect } from '#engines/postgres/inspect.ts';
import { callRoutines } from '#engines/sql/design/call-routines.ts';
import { make, roundTrip } from '#engines/sql/design/round-trip.ts';
import { fill, tryScenarios } from '#engines/sql/design/try-scenarios.ts';
import { Bounds } from '#vocabulary/bounds.ts';
import type { DatabaseSchema } from '#vocabulary/database-schema.ts';
import type { DesignProof } from '#vocabulary/design-proof.ts';
import type { LogicalModel } from '#vocabulary/logical-model.ts';
import { openTwinConnection, type TwinConnection } from './connection.ts';
import { type EmbeddedServer, type EmbeddedServerRequest, startEmbeddedServer } from './embedded-server.ts';
import { catalogPrint } from './prove/catalog-print.ts';
import { countOn } from './prove/count-on.ts';
import { planAccess } from './prove/plan-access.ts';
import { runRace } from './prove/run-race.ts';
import { trialSession } from './prove/trial-session.ts';
import { makeSchemaOwner } from './schema-owner.ts';

/**
 * Makes the design on a throw-away server, unmakes it and makes it again; tries what it must refuse and accept; plans
 * how it will be read at the stated volumes. `server` says which embedded server to take.
 * Errors: what startEmbeddedServer says; what fails of the design is in the proof.
 */
export async function proveDesign(
  { design, model, volumes }: ProveRequest,
  context: Context,
  server: Pick<EmbeddedServerRequest, 'kind' | 'major' | 'binaries'> = {},
): Promise<DesignProof> {
  const { signal, progress } = context;
  progress({ message: 'making the schema in a twin' });
  const embedded = await startEmbeddedServer({ ...server, signal, progress: (message) => progress({ message }) });
  const by = `PostgreSQL ${embedded.version} (${embedded.kind === 'native' ? 'native' : 'PGlite'})`;
  const blank: DesignProof = {
    by,
    level: 'simulated',
    statements: design.statements.length,
    fixture: [],
    scenarios: [],
    access: [],
    notes: [],
  };
  try {
    const open = await ownerSessions(embedded);
    const connection = await open();
    try {
      const session = trialSession(connection);
      const failed = await make(session, design.statements);
      if (failed !== undefined) return { ...blank, failed };
      // Planning has a server of its own: both go on at once.
      const schema = await inspectTwin(embedded.url, context);
      const planned = planAccess(schema, design.access, volumes, context, server);
      planned.catch(() => undefined);
      const again = await roundTrip(session, design.statements, () => catalogPrint(connection));
      const { fixture, scenarios } = await tried(connection, open, embedded.kind, model, progress);
      const routines = await callRoutines(session, design.routines);
      return { ...blank, fixture, scenarios, ...routines, roundTrip: again, access: await planned };
    } finally {
      await connection.close();
    }
  } finally {
    await embedded.stop();
  }
}

/**
 * Sessions of a login that reads no files and starts no programs: a model may come from anybody. PGlite, which has one
 * login, can do neither.
 */
async function ownerSessions({ url, kind }: EmbeddedServer): Promise<() => Promise<TwinConnection>> {
  const admin = await openTwinConnection(url);
  try {
    await admin.query(
      `ALTER DATABASE postgres SET TimeZone = 'UTC'; ALTER DATABASE postgres SET statement_timeout = '60s'`,
    );
    const login = kind === 'native' ? await makeSchemaOwner(admin) : {};
    return async () => {
      const connection = await openTwinConnection(url, login);
      await connection.query(`SET TimeZone = 'UTC'; SET statement_timeout = '60s'`);
      return connection;
    };
  } finally {
    await admin.close();
  }
}

async function inspectTwin(url: string, context: Context): Promise<DatabaseSchema> {
  const session = await connect(url, { bounds: Bounds.parse({}) }, context);
  try {
    return await inspect(session, context);
  } finally {
    await session.close();
  }
}

/** Deferred rules are checked before a scenario is taken back. PGlite has one session, so it can try no race. */
async function tried(
  connection: TwinConnection,
  open: () => Promise<TwinConnection>,
  kind: EmbeddedServer['kind'],
  model: LogicalModel,
  progress: Context['progress'],
): Promise<Pick<DesignProof, 'fixture' | 'scenarios'>> {
  const session = trialSession(connection);
  const fixture = await fill(session, model.fixture);
  if (fixture.length > 0) return { fixture, scenarios: [] };
  await countOn(connection);
  progress({ message: `trying ${model.scenarios.length} scenarios` });
  const scenarios = await tryScenarios(model, {
    session,
    dialect: 'postgres',
    checks: [],
    closing: 'SET CONSTRAINTS ALL IMMEDIATE',
    race:
      kind === 'native'
        ? (given, sides) => runRace(connection, { open, fixture: model.fixture, given, sides })
        : { why: 'PGlite has one session: it takes a native server to try two at once.' },
  });
  return { fixture: [], scenarios };
}

import type { Context } from '#contracts/context.ts';
import type { ProveRequest } from '#contracts/engine.ts';
import { connect } from '#engines/postgres/connect.ts';
import { inspect } from '#engines/postgres/inspect.ts';
import { Bounds } from '#vocabulary/bounds.ts';
import type { DatabaseSchema } from '#vocabulary/database-schema.ts';
import type { DesignProof } from '#vocabulary/design-proof.ts';
import { openTwinConnection, serverMessage, type TwinConnection } from './connection.ts';
import { type EmbeddedServerRequest, startEmbeddedServer } from './embedded-server.ts';
import { catalogPrint } from './prove/catalog-print.ts';
import { planAccess } from './prove/plan-access.ts';
import { runScenarios } from './prove/run-scenarios.ts';

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
    const connection = await openTwinConnection(embedded.url);
    try {
      await connection.query(`SET TimeZone = 'UTC'; SET statement_timeout = '60s'`);
      await connection.query(`ALTER DATABASE postgres SET TimeZone = 'UTC'`);
      const failed = await make(connection, design);
      if (failed !== undefined) return { ...blank, failed };
      // Planning has a server of its own: both go on at once.
      const schema = await inspectTwin(embedded.url, context);
      const planned = planAccess(schema, design.access, volumes, context, server);
      planned.catch(() => undefined);
      const roundTrip = await unmakeAndMake(connection, design);
      progress({ message: `trying ${model.scenarios.length} scenarios` });
      const tried = await runScenarios(connection, embedded.url, model, embedded.kind === 'native' ? 'several' : 'one');
      return { ...blank, ...tried, roundTrip, access: await planned };
    } finally {
      await connection.close();
    }
  } finally {
    await embedded.stop();
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

async function make(
  connection: TwinConnection,
  { statements }: ProveRequest['design'],
): Promise<DesignProof['failed']> {
  for (const { of, text } of statements) {
    try {
      await connection.query(text);
    } catch (error) {
      return { of, statement: text, message: serverMessage(error) };
    }
  }
  return undefined;
}

/** Extensions stay: others may use them. */
async function unmakeAndMake(
  connection: TwinConnection,
  design: ProveRequest['design'],
): Promise<NonNullable<DesignProof['roundTrip']>> {
  const first = await catalogPrint(connection);
  const undone = design.statements
    .toReversed()
    .flatMap(({ of, undo }) => (undo === undefined ? [] : [{ of, text: undo }]));
  const failed = await make(connection, { ...design, statements: undone });
  if (failed !== undefined) return { left: [`${failed.statement}: ${failed.message}`], differs: [] };
  const left = await catalogPrint(connection);
  const again = await make(connection, design);
  if (again !== undefined) return { left: [...left], differs: [`${again.of}: ${again.message}`] };
  const second = await catalogPrint(connection);
  const [before, after] = [new Set(first), new Set(second)];
  return {
    left: [...left],
    differs: [...first.filter((line) => !after.has(line)), ...second.filter((line) => !before.has(line))],
  };
}

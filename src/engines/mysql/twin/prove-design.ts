import { siteOf } from '#analysis/physical-design/site-of.ts';
import type { Engine, ProveRequest } from '#contracts/engine.ts';
import { mysqlDialect } from '#engines/mysql/design/dialect.ts';
import { type Flavour, mariadbFlavour, mysqlFlavour } from '#engines/mysql/design/flavour.ts';
import { requoted } from '#engines/mysql/design/requoted.ts';
import { quoteIdentifier } from '#engines/mysql/quote.ts';
import { callRoutines } from '#engines/sql/design/call-routines.ts';
import { endChecks } from '#engines/sql/design/end-checks.ts';
import { make, roundTrip } from '#engines/sql/design/round-trip.ts';
import { fill, tryScenarios } from '#engines/sql/design/try-scenarios.ts';
import type { DesignProof } from '#vocabulary/design-proof.ts';
import { openTwinConnection, type TwinConnection } from './connection.ts';
import { catalogPrint } from './prove/catalog-print.ts';
import { planAccess } from './prove/plan-access.ts';
import { runRace } from './prove/run-race.ts';
import { trialSession } from './prove/trial-session.ts';
import { startThrowAwayServer, type ThrowAwayServer } from './throw-away-server.ts';

type Prove = NonNullable<NonNullable<Engine['twin']>['prove']>;

const database = 'design';
const user = 'designer';

/**
 * Makes the design on a throw-away server, unmakes it and makes it again; tries what it must refuse and accept, also by
 * two sessions at once; plans how it will be read. A design for MySQL is tried on MariaDB where that is what there is.
 * Errors: unsupported, where no server is installed.
 */
export function proveFor(flavour: Flavour): Prove {
  return async (request, { signal, progress }) => {
    progress({ message: `starting a ${flavour.name} server of our own` });
    const server = await startThrowAwayServer(signal);
    try {
      const root = await openTwinConnection(server.socket);
      await root.query(`CREATE DATABASE ${database}`);
      await root.query(`USE ${database}`);
      // A model may come from anybody: whoever tries it can neither read files nor write them.
      await root.query(`CREATE USER ${user}@localhost`);
      await root.query(`GRANT ALL ON ${database}.* TO ${user}@localhost`);
      const open = () => openTwinConnection(server.socket, { user, database });
      const connection = await open();
      try {
        return await prove(request, { flavour, server, root, connection, open }, (message) => progress({ message }));
      } finally {
        await connection.close();
        await root.close();
      }
    } finally {
      await server.stop();
    }
  };
}

interface Stage {
  readonly flavour: Flavour;
  readonly server: ThrowAwayServer;
  readonly root: TwinConnection;
  readonly connection: TwinConnection;
  readonly open: () => Promise<TwinConnection>;
}

async function prove(
  { design, model: given, volumes }: ProveRequest,
  { flavour, server, root, connection, open }: Stage,
  progress: (message: string) => void,
): Promise<DesignProof> {
  const model = requoted(given);
  const session = trialSession(connection);
  const isOther = server.product !== flavour.name;
  const statements = isOther
    ? design.statements.map((one) => ({ ...one, text: translated(one.text, flavour) }))
    : design.statements;
  const nothing: DesignProof = {
    by: `${server.product} ${server.version}`,
    level: 'simulated',
    statements: statements.length,
    fixture: [],
    scenarios: [],
    access: [],
    notes: [],
  };
  const stands = isOther ? [standsFor(flavour, server)] : [];
  const failed = await make(session, statements);
  if (failed !== undefined) return { ...nothing, failed, notes: stands };
  const again = await roundTrip(session, statements, () => catalogPrint(connection));
  const { access, notes } = await planAccess(connection, root, {
    access: design.access,
    model: given,
    volumes,
  });
  const blank = { ...nothing, roundTrip: again, access, notes: [...stands, ...notes] };
  const fixture = await fill(session, model.fixture);
  if (fixture.length > 0) return { ...blank, fixture };
  progress(`trying ${model.scenarios.length} scenarios`);
  const checks = endChecks(siteOf(model, mysqlDialect(flavour)), quoteIdentifier);
  const tables = design.schema.tables.map(({ name }) => name);
  const scenarios = await tryScenarios(model, {
    session,
    dialect: flavour.id,
    checks,
    race: (first, sides) =>
      runRace(connection, {
        open,
        given: first,
        sides,
        checks,
        reset: async () => {
          await empty(connection, tables);
          await fill(session, model.fixture);
        },
      }),
  });
  return { ...blank, scenarios, ...(await callRoutines(session, design.routines)) };
}

/** TRUNCATE calls no triggers, and begins to count anew. Tables without rows that were never counted stay as they are. */
async function empty(connection: TwinConnection, tables: readonly string[]): Promise<void> {
  await connection.query('SET foreign_key_checks = 0');
  for (const table of tables) {
    const [row] = await connection.query(`SELECT 1 AS found FROM ${quoteIdentifier(table)} LIMIT 1`);
    if (row !== undefined) await connection.query(`TRUNCATE ${quoteIdentifier(table)}`);
  }
  await connection.query('SET foreign_key_checks = 1');
}

/** The same design in the words of the other one: collations are all that differs. */
function translated(text: string, from: Flavour): string {
  const to = from.id === 'mysql' ? mariadbFlavour : mysqlFlavour;
  return (['exactCollation', 'caselessCollation', 'searchCollation'] as const)
    .reduce((sql, which) => sql.replaceAll(from[which], to[which]), text)
    .replaceAll(/^( {2}\S+) uuid\b/gm, `$1 ${to.uuidType}`);
}

function standsFor(flavour: Flavour, { product, version }: ThrowAwayServer): string {
  return `No ${flavour.name} server is installed here: ${product} ${version} stood for it, with its own collations. Where the two differ, the design rests on the manual.`;
}

import { siteOf } from '#analysis/physical-design/site-of.ts';
import type { Context } from '#contracts/context.ts';
import type { ProveRequest } from '#contracts/engine.ts';
import { endChecks } from '#engines/sql/design/end-checks.ts';
import { make, roundTrip } from '#engines/sql/design/round-trip.ts';
import { fill, tryScenarios } from '#engines/sql/design/try-scenarios.ts';
import { privateFolder } from '#engines/sqlite/connect/private-folder.ts';
import { sqliteDialect } from '#engines/sqlite/design/dialect.ts';
import { minorUnits } from '#engines/sqlite/design/minor-units.ts';
import { quoteIdentifier } from '#engines/sqlite/quote.ts';
import type { DesignProof } from '#vocabulary/design-proof.ts';
import { openTrial, type SqliteTrial } from './prove/open-trial.ts';
import { planAccess } from './prove/plan-access.ts';
import { runRace } from './prove/run-race.ts';

/**
 * Makes the design in a database of its own, unmakes it and makes it again; tries what it must refuse and accept; asks
 * how it will be read. What fails of the design is in the proof.
 */
export async function proveDesign(
  { design, model: given, volumes }: ProveRequest,
  context: Context,
): Promise<DesignProof> {
  const { model } = minorUnits(given);
  const { signal, progress } = context;
  const folder = await privateFolder();
  progress({ message: 'making the schema in a scratch database' });
  const file = `${folder.path}/design.db`;
  const trial = openTrial(file, signal);
  try {
    const by = `SQLite ${await trial.version()}`;
    const blank = { by, level: 'simulated' as const, statements: design.statements.length };
    const nothing = { ...blank, fixture: [], scenarios: [], access: [], notes: [] };
    const failed = await make(trial.session, design.statements);
    if (failed !== undefined) return { ...nothing, failed };
    const again = await roundTrip(trial.session, design.statements, () => catalogPrint(trial));
    const planned = await planAccess(trial, design, given, volumes);
    const fixture = await fill(trial.session, model.fixture);
    if (fixture.length > 0) return { ...nothing, ...planned, roundTrip: again, fixture };
    progress({ message: `trying ${model.scenarios.length} scenarios` });
    const checks = endChecks(siteOf(model, sqliteDialect), quoteIdentifier);
    const scenarios = await tryScenarios(model, {
      session: trial.session,
      dialect: 'sqlite',
      checks,
      race: (first, sides) => runRace(file, `${folder.path}/race.db`, { given: first, sides, checks }, signal),
    });
    return { ...nothing, ...planned, roundTrip: again, scenarios };
  } finally {
    await trial.close();
    await folder.remove();
  }
}

/** SQLite keeps the statements as they were written: two catalogs are the same if those are. */
async function catalogPrint(trial: SqliteTrial): Promise<readonly string[]> {
  const rows = await trial.rows('SELECT type, name, sql FROM sqlite_schema ORDER BY type, name');
  return rows.map((row) => row.map(String).join(' '));
}

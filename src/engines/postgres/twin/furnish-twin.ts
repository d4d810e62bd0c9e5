import { join } from 'node:path';
import { setImmediate as breathe } from 'node:timers/promises';
import type { Context } from '#contracts/context.ts';
import type { TwinRequest } from '#contracts/engine.ts';
import { type ExtendedDoubt, extendedDoubts } from './answer-doubts.ts';
import { type CandidateSite, formIndexFile, sizeIndexes } from './candidate-index.ts';
import type { EmbeddedServer } from './embedded-server.ts';
import { importExtended } from './extended-import.ts';
import { type GinFigures, readGinFigures, writeGinMetapage } from './gin-metapage.ts';
import { importStatistics } from './import-statistics.ts';
import type { PlannerSession } from './planner-session.ts';
import { applyPlannerSettings } from './planner-settings.ts';
import { rebuildSchema, setSearchPath } from './rebuild-schema.ts';
import { sampleExpressions } from './sample-expressions.ts';
import { sizeFile } from './sparse-files.ts';
import { readTreeHeights } from './tree-heights.ts';
import { readTwinRelations, type TwinRelation } from './twin-relations.ts';

export interface TwinSite extends CandidateSite {
  readonly doubts: readonly ExtendedDoubt[];
}

/** Makes an empty server plan as the target does: schema, file sizes, statistics, settings. What falls short goes to `notes`. */
export async function furnishTwin(
  session: PlannerSession,
  server: EmbeddedServer,
  request: TwinRequest,
  { signal, progress }: Context,
  notes: string[],
): Promise<TwinSite> {
  const { schema, statistics, settings } = request;
  const { admin, planner } = session;
  const site = siteOf(session, server, request, { signal, notes });
  progress({ message: `Rebuilding ${schema.tables.length} tables without rows …` });
  await admin.query('SET allow_system_table_mods = on');
  notes.push(...(await rebuildSchema(session, schema, signal)));

  progress({ message: `Giving the twin the statistics of ${statistics.relations.length} relations …` });
  const relations = await readTwinRelations(admin);
  const known = site.statistics;
  const unmeasured = relations.filter(
    ({ kind, schema: place, name }) => kind === 'index' && !known.has(`${place}.${name}`) && place !== 'pg_toast',
  );
  const heights = await readTreeHeights(admin, known);
  const ginFigures = await readGinFigures(admin, known);
  if (ginFigures.size > 0) await admin.query('CHECKPOINT');
  await formFiles(site, relations, heights, ginFigures);
  notes.push(...(await importStatistics(site, statistics, signal)));
  await sizeUnmeasured(site, unmeasured);
  const missing = await importExtended(site, statistics.extended, signal);
  notes.push(...missing.map(({ why }) => why), ...rangeNotes(request));

  notes.push(...(await applyPlannerSettings(planner, settings)));
  return { ...site, doubts: extendedDoubts(missing, schema) };
}

/** The site in a server that was furnished before, for the same request: what is of a session is set again. */
export async function resumeTwin(
  session: PlannerSession,
  server: EmbeddedServer,
  request: TwinRequest,
  { signal }: Context,
  kept: { readonly notes: string[]; readonly doubts: readonly ExtendedDoubt[] },
): Promise<TwinSite> {
  await session.admin.query('SET allow_system_table_mods = on');
  await setSearchPath(session.planner, request.schema);
  await applyPlannerSettings(session.planner, request.settings);
  return { ...siteOf(session, server, request, { signal, notes: kept.notes }), doubts: kept.doubts };
}

function siteOf(
  { admin, planner }: PlannerSession,
  server: EmbeddedServer,
  { statistics, settings, major, sample }: TwinRequest,
  { signal, notes }: { readonly signal: AbortSignal; readonly notes: string[] },
): CandidateSite {
  const known = new Map(statistics.relations.map((relation) => [`${relation.schema}.${relation.name}`, relation]));
  const shared = { connection: admin, evaluator: planner, statistics: known };
  const target = Number(settings['default_statistics_target']?.value ?? 100);
  return {
    ...shared,
    dataDirectory: server.dataDirectory,
    majors: { twin: server.major, source: major ?? server.major },
    tell: (note) => {
      if (!notes.includes(note)) notes.push(note);
    },
    sample: sample && sampleExpressions({ ...shared, ask: sample, target, signal }),
  };
}

async function formFiles(
  { connection, dataDirectory, statistics }: CandidateSite,
  relations: readonly TwinRelation[],
  heights: ReadonlyMap<number, number>,
  ginFigures: ReadonlyMap<number, GinFigures>,
): Promise<void> {
  let done = 0;
  for (const { oid, path, kind, method, schema, name } of relations) {
    const measured = statistics.get(`${schema}.${name}`);
    if (path === undefined || measured === undefined) continue;
    const { pages, treeLevel = heights.get(oid) } = measured;
    const figures = ginFigures.get(oid);
    const file = figures ? await writeGinMetapage(connection, dataDirectory, { oid, path }, figures) : path;
    if (kind === 'index') formIndexFile(dataDirectory, { path: file, method, pages, treeLevel });
    else sizeFile(join(dataDirectory, file), pages);
    done += 1;
    if (done % filesTogether === 0) await breathe();
  }
}

/** Files are written without waiting, with a pause now and then for others. */
const filesTogether = 100;

/** Indexes whose size the statistics do not tell: statistics guessed from a plan know of tables only. */
async function sizeUnmeasured(site: CandidateSite, indexes: readonly TwinRelation[]): Promise<void> {
  if (indexes.length === 0) return;
  const oids = indexes.map(({ oid }) => oid);
  const valid = await site.connection.query(
    'UPDATE pg_index SET indisvalid = false WHERE indisvalid AND indexrelid = ANY ($1::int8[]) RETURNING indexrelid::int8 AS oid',
    [oids],
  );
  await sizeIndexes(site, indexes);
  await site.connection.query('UPDATE pg_index SET indisvalid = true WHERE indexrelid = ANY ($1::int8[])', [
    valid.map((row) => Number(row['oid'])),
  ]);
}

/** First major whose pg_stats shows the histograms of ranges. */
const rangeHistogramsSince = 17;

function rangeNotes({ schema, statistics, major }: TwinRequest): readonly string[] {
  if (statistics.origin !== 'catalog' || major === undefined || major >= rangeHistogramsSince) return [];
  const columns = schema.tables.flatMap((table) =>
    table.columns
      .filter(({ type }) => type.endsWith('range'))
      .map(({ name }) => `${table.schema}.${table.name}.${name}`),
  );
  return columns.length === 0
    ? []
    : [
        `PostgreSQL ${major} does not show the histograms of ranges: conditions on ${columns.join(', ')} are planned without.`,
      ];
}

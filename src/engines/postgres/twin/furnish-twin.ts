import type { Context } from '#contracts/context.ts';
import type { TwinRequest } from '#contracts/engine.ts';
import type { RelationStatistics } from '#vocabulary/statistics.ts';
import { type CandidateSite, formIndexFile, sizeIndexes } from './candidate-index.ts';
import type { EmbeddedServer } from './embedded-server.ts';
import { importStatistics } from './import-statistics.ts';
import type { PlannerSession } from './planner-session.ts';
import { applyPlannerSettings } from './planner-settings.ts';
import { rebuildSchema } from './rebuild-schema.ts';
import { sizeFiles } from './sparse-files.ts';
import { readTwinRelations, type TwinRelation } from './twin-relations.ts';

/** Makes an empty server plan as the target does: schema, file sizes, statistics, settings. What falls short goes to `notes`. */
export async function furnishTwin(
  session: PlannerSession,
  server: EmbeddedServer,
  request: TwinRequest,
  { signal, progress }: Context,
  notes: string[],
): Promise<CandidateSite> {
  const { schema, statistics, settings } = request;
  const { admin, planner } = session;
  progress({ message: `Rebuilding ${schema.tables.length} tables without rows …` });
  await admin.query('SET allow_system_table_mods = on');
  notes.push(...(await rebuildSchema(session, schema, signal)));

  progress({ message: `Giving the twin the statistics of ${statistics.relations.length} relations …` });
  const relations = await readTwinRelations(admin);
  const known = new Map(statistics.relations.map((relation) => [`${relation.schema}.${relation.name}`, relation]));
  const majors = { twin: server.major, source: request.major ?? server.major };
  const tell = (note: string) => {
    if (!notes.includes(note)) notes.push(note);
  };
  const site = {
    connection: admin,
    evaluator: planner,
    dataDirectory: server.dataDirectory,
    statistics: known,
    majors,
    tell,
  };
  const unmeasured = relations.filter(
    ({ kind, schema: place, name }) => kind === 'index' && !known.has(`${place}.${name}`) && place !== 'pg_toast',
  );
  await formFiles(server.dataDirectory, relations, known);
  notes.push(...(await importStatistics(site, statistics, signal)));
  await sizeUnmeasured(site, unmeasured);
  notes.push(...extendedNotes(request), ...rangeNotes(request));

  notes.push(...(await applyPlannerSettings(planner, settings)));
  return site;
}

async function formFiles(
  dataDirectory: string,
  relations: readonly TwinRelation[],
  known: ReadonlyMap<string, RelationStatistics>,
): Promise<void> {
  for (const { path, kind, method, schema, name } of relations) {
    const measured = known.get(`${schema}.${name}`);
    if (path === undefined || measured === undefined) continue;
    const { pages, treeLevel } = measured;
    if (kind === 'index') await formIndexFile(dataDirectory, { path, method, pages, treeLevel });
    else await sizeFiles(dataDirectory, [{ path, pages }]);
  }
}

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

function extendedNotes({ statistics }: TwinRequest): readonly string[] {
  return statistics.extended.map(
    ({ schema, name, table }) =>
      `The data of the extended statistics ${schema}.${name} on ${table} cannot be carried over: the twin plans without them.`,
  );
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

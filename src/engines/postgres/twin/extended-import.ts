import { quoteQualified } from '#engines/postgres/quote.ts';
import type { ExtendedStatistics } from '#vocabulary/statistics.ts';
import { serverMessage, type TwinConnection } from './connection.ts';
import { dependenciesBytes, distinctBytes } from './extended-bytes.ts';
import { readTwinObject, type TwinObject } from './extended-object.ts';
import {
  combinationsInOrder,
  describeExpressions,
  expressionRows,
  mcvList,
  type ScratchTable,
  withScratchTable,
} from './extended-scratch.ts';
import type { StatisticsSite } from './import-statistics.ts';

/** Extended statistics that the target has and the twin lacks. */
export interface MissingExtended {
  readonly schema: string;
  readonly table: string;
  readonly why: string;
}

/**
 * Gives the extended statistics objects of a twin, which the schema's rebuilding made, the data that the target's hold.
 * No function of the server restores them (up to 18), so its superuser writes the catalog. Returns those that the twin
 * plans without.
 */
export async function importExtended(
  site: StatisticsSite,
  objects: readonly ExtendedStatistics[],
  signal: AbortSignal,
): Promise<readonly MissingExtended[]> {
  const missing: MissingExtended[] = [];
  const hasAny = objects.some(hasData);
  if (hasAny) await site.connection.query(castsIn);
  for (const object of objects) {
    signal.throwIfAborted();
    const lost = [object.unread ?? [], hasData(object) ? await importOne(site, object) : []].flat();
    if (lost.length === 0) continue;
    const { schema, name, table, tableSchema = schema } = object;
    const what = `The extended statistics ${schema}.${name} on ${tableSchema}.${table} are not all in the twin`;
    missing.push({ schema: tableSchema, table, why: `${what}: ${lost.join(' ')}` });
  }
  if (hasAny) await site.connection.query(castsOut);
  return missing;
}

/** Bytes as the server keeps them become statistics only through casts that it does not bring along. */
const types = ['pg_ndistinct', 'pg_dependencies', 'pg_mcv_list'];
const castsIn = types.map((type) => `CREATE CAST (bytea AS ${type}) WITHOUT FUNCTION`).join(';');
const castsOut = types.map((type) => `DROP CAST (bytea AS ${type})`).join(';');

/** Without any, the table was never analyzed: the target plans without them too. */
function hasData(object: ExtendedStatistics): boolean {
  const { distinct, dependencies, mostCommonValues, expressionStatistics } = object;
  return [distinct, dependencies, mostCommonValues].some(Boolean) || expressionStatistics.length > 0;
}

/** Returns what is lost, in sentences. */
async function importOne(site: StatisticsSite, source: ExtendedStatistics): Promise<readonly string[]> {
  try {
    const object = await readTwinObject(site.connection, source, site.majors.twin);
    if (object === undefined) return ['It has no such object.'];
    return await withScratchTable(site, object, (table) => fill(site, source, object, table));
  } catch (error) {
    return [`${serverMessage(error)}.`];
  }
}

async function fill(
  site: StatisticsSite,
  source: ExtendedStatistics,
  object: TwinObject,
  table: ScratchTable,
): Promise<readonly string[]> {
  const {
    distinct,
    dependencies,
    mostCommonValues,
    mostCommonFrequencies = [],
    mostCommonBaseFrequencies = [],
  } = source;
  const numberOf = (attribute: number) => {
    const number = object.attributes.get(source.attributes[attribute] ?? '');
    if (number === undefined) throw new Error(`column ${attribute} is not there`);
    return number;
  };
  const list =
    mostCommonValues &&
    (await mcvList(
      site,
      table,
      combinationsInOrder(source, object.columns),
      mostCommonFrequencies.map((frequency, at) => ({ frequency, baseFrequency: mostCommonBaseFrequencies[at] ?? 0 })),
    ));
  const byText = new Map(source.expressionStatistics.map((one) => [one.column, one]));
  const hasExpressions = site.majors.twin >= expressionsSince && byText.size > 0;
  const lost = hasExpressions
    ? await describeExpressions(
        site,
        table,
        source.expressions.map((expression) => byText.get(expression)),
      )
    : [];
  await writeData(site, object, source, {
    stxdndistinct: distinct && bytes(distinctBytes(distinct, numberOf), 'pg_ndistinct'),
    stxddependencies: dependencies && bytes(dependenciesBytes(dependencies, numberOf), 'pg_dependencies'),
    stxdmcv: list && bytes(list, 'pg_mcv_list'),
    stxdexpr: hasExpressions ? expressionRows(table) : undefined,
  });
  return lost;
}

/** First majors with statistics on expressions, and with separate data for a table and its children. */
const expressionsSince = 14;
const inheritedSince = 15;

/** `columns`: SQL by the name of the column of pg_statistic_ext_data; what is undefined stays NULL. */
async function writeData(
  { connection, majors }: StatisticsSite,
  object: TwinObject,
  source: ExtendedStatistics,
  columns: Readonly<Record<string, string | undefined>>,
): Promise<void> {
  const inherited = majors.source < inheritedSince ? object.partitioned : source.inherited;
  const known = Object.entries({
    stxoid: String(object.oid),
    stxdinherit: majors.twin < inheritedSince ? undefined : String(inherited),
    ...columns,
  }).flatMap(([name, sql]) => (sql === undefined || sql === '' ? [] : [{ name, sql }]));
  const same = majors.twin < inheritedSince ? '' : ` AND stxdinherit = ${inherited}`;
  await connection.query(`
    DELETE FROM pg_statistic_ext_data WHERE stxoid = ${object.oid}${same};
    INSERT INTO pg_statistic_ext_data (${known.map(({ name }) => name).join(', ')})
    VALUES (${known.map(({ sql }) => sql).join(', ')})`);
  await touch(connection, object);
}

/** Sessions that have looked at the table already shall look again. */
async function touch(connection: TwinConnection, { schema, table }: TwinObject): Promise<void> {
  await connection.query('UPDATE pg_class SET relpages = relpages WHERE oid = $1::regclass', [
    quoteQualified(schema, table),
  ]);
}

function bytes(payload: Buffer, type: string): string {
  return `decode('${payload.toString('hex')}', 'hex')::${type}`;
}

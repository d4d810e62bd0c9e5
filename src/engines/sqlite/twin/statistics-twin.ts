import { tableStatistics } from '#analysis/column-selectivity.ts';
import { findTable } from '#analysis/find-table.ts';
import { walkPlan } from '#analysis/plan-walk.ts';
import type { Context } from '#contracts/context.ts';
import type { Twin, TwinRequest } from '#contracts/engine.ts';
import type { WhatIf, WhatIfAnswer } from '#contracts/instrument.ts';
import { ProblemError, problem } from '#contracts/problem-error.ts';
import { openScratch, type Scratch } from '#engines/sqlite/connect/scratch.ts';
import { sqliteSession } from '#engines/sqlite/connect/session.ts';
import { costUnit, estimateVisits } from '#engines/sqlite/explain/estimate-visits.ts';
import { planOf } from '#engines/sqlite/explain/plan-of.ts';
import { sharesOf } from '#engines/sqlite/explain/share-of-rows.ts';
import { bindParameters } from '#engines/sqlite/parse/parameters.ts';
import { quoteIdentifier, quoteLiteral } from '#engines/sqlite/quote.ts';
import { resolve } from '#engines/sqlite/resolve.ts';
import { indexDdl } from '#engines/sqlite/spell.ts';
import type { IndexDefinition } from '#vocabulary/index-definition.ts';
import type { RelationStatistics } from '#vocabulary/statistics.ts';
import { type WithExpressions, withExpressions } from './expression-statistics.ts';
import { indexBytes, indexStat } from './index-size.ts';
import { copyPlannerStatistics, type PlannerStatistics } from './planner-statistics.ts';
import { rebuildSchema } from './rebuild-schema.ts';
import { withIndexes } from './with-indexes.ts';

type Question = Parameters<WhatIf['ask']>[0];

const statementMs = 10_000;
const standardPage = 4096;

/**
 * An empty database in memory with the target's schema and what ANALYZE found there, whose planner chooses as the
 * target's does. A hypothetical index is a real one on an empty table, with a row of sqlite_stat1 made up from the
 * statistics of its columns. What a plan costs SQLite does not tell: it is counted in rows visited, by our own arithmetic.
 */
export async function createStatisticsTwin(
  request: TwinRequest,
  context: Context,
): Promise<Twin & { readonly whatIf: WhatIf }> {
  const scratch = await openScratch(':memory:', { statementMs, signal: context.signal });
  try {
    const lost = await rebuildSchema(scratch, request.schema, request.target);
    const known = await copyPlannerStatistics(scratch, request);
    const pageSize = await pageSizeOf(request);
    const [version] = await scratch.all('SELECT sqlite_version() AS version');
    const by = `statistics twin, SQLite ${String(version?.['version'])}`;
    const notes = [...lost, ...notesOn(known)];
    const enrich = withExpressions(request);
    const ask = inTurn((question: Question) => answer({ scratch, request, pageSize, enrich }, question));
    return {
      whatIf: { by, level: 'derived', costUnit, notes, ask },
      close: () => scratch.close(),
    };
  } catch (error) {
    await scratch.close();
    throw error;
  }
}

function notesOn(known: PlannerStatistics): readonly string[] {
  return [
    'SQLite tells which way it goes, not what that costs: rows visited are estimated here, from the statistics of the columns.',
    ...(known.analyzed
      ? []
      : [
          'ANALYZE never ran on this database, so its planner guesses. The recommended statements analyze the new index; ANALYZE of all tables would tell it more.',
        ]),
  ];
}

interface Site {
  readonly scratch: Scratch;
  readonly request: TwinRequest;
  readonly enrich: WithExpressions;
  readonly pageSize: number;
}

async function answer(general: Site, { query, indexes, without = [] }: Question): Promise<WhatIfAnswer> {
  const { scratch, request } = general;
  const { schema } = request;
  const text = bindParameters(query.text, query.parameters).replace(/[\s;]+$/, '');
  const offered = withIndexes(schema, indexes, without);
  const resolved = await resolve(text, offered);
  const statistics = await general.enrich(resolved);
  const site = { ...general, request: { ...request, statistics } };
  const made: IndexDefinition[] = [];
  const hidden = await hide(scratch, without);
  try {
    for (const index of indexes) {
      await create(site, index);
      made.push(index);
    }
    if (made.length + hidden.length > 0) await reload(scratch);
    const rows = await scratch.all(`EXPLAIN QUERY PLAN ${text}`);
    const plan = estimateVisits(planOf(rows, text, { query: resolved }), {
      query: resolved,
      schema: offered,
      statistics,
    });
    const names = new Set(walkPlan(plan).map(({ node }) => node.index));
    return {
      plan,
      cost: plan.root.estimated?.totalCost ?? 0,
      used: indexes.filter(({ name }) => names.has(name)).map(({ name }) => name),
      bytes: Object.fromEntries(
        await Promise.all(
          indexes.map(
            async (index) =>
              [
                index.name,
                indexBytes(index, await rowsIn(site, index), statisticsOf(site, index), site.pageSize),
              ] as const,
          ),
        ),
      ),
    };
  } finally {
    for (const { name } of made) await scratch.exec(`DROP INDEX IF EXISTS ${quoteIdentifier(name)}`);
    for (const { sql, statistics: rows } of hidden) {
      await scratch.exec(sql);
      for (const row of rows) await scratch.exec(row);
    }
    if (made.length + hidden.length > 0) await reload(scratch);
  }
}

/** Errors: invalid, unsupported: an index that SQLite cannot make, so that the search leaves it out. */
async function create(site: Site, index: IndexDefinition): Promise<void> {
  const { scratch } = site;
  try {
    await scratch.exec(indexDdl(index));
  } catch (error) {
    if (!(error instanceof ProblemError) || error.problem.code === 'timeout') throw error;
    throw problem('invalid', `SQLite cannot make ${index.name}: ${error.message}`, undefined, error);
  }
  const stat = indexStat(index, await rowsIn(site, index), statisticsOf(site, index));
  await scratch.run('INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES (?, ?, ?)', [index.table, index.name, stat]);
}

function statisticsOf({ request }: Site, index: IndexDefinition): RelationStatistics | undefined {
  return tableStatistics(request.statistics, { schema: index.schema, name: index.table });
}

/** Of a partial index those that its condition leaves. */
async function rowsIn(site: Site, index: IndexDefinition): Promise<number> {
  const { schema } = site.request;
  const statistics = statisticsOf(site, index);
  const rows = statistics?.rows ?? findTable(schema, { schema: index.schema, name: index.table })?.rows ?? 1_048_576;
  if (index.predicate === undefined) return rows;
  const condition = await resolve(`SELECT 1 FROM ${quoteIdentifier(index.table)} WHERE ${index.predicate}`, schema);
  return Math.max(1, rows * sharesOf(condition.predicates, statistics, rows));
}

interface Hidden {
  readonly sql: string;
  readonly statistics: readonly string[];
}

/** Drops the indexes, and keeps what makes them anew. Errors: not-found, unsupported (a constraint's own). */
async function hide(scratch: Scratch, names: readonly string[]): Promise<readonly Hidden[]> {
  const hidden: Hidden[] = [];
  for (const name of names) {
    const [row] = await scratch.all("SELECT sql FROM sqlite_schema WHERE type = 'index' AND name = ?", [name]);
    if (row === undefined) throw problem('not-found', `The twin has no index ${name} to hide.`);
    if (row['sql'] === null) {
      throw problem('unsupported', `${name} belongs to a PRIMARY KEY or UNIQUE constraint and cannot be hidden.`);
    }
    const stats = await scratch.all('SELECT tbl, stat FROM sqlite_stat1 WHERE idx = ?', [name]).catch(() => []);
    await scratch.exec(`DROP INDEX ${quoteIdentifier(name)}`);
    hidden.push({
      sql: String(row['sql']),
      statistics: stats.map(
        (one) =>
          `INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES (${quoteLiteral(String(one['tbl']))}, ${quoteLiteral(name)}, ${quoteLiteral(String(one['stat']))})`,
      ),
    });
  }
  return hidden;
}

/** The planner reads the statistics when the database is opened, and then. */
async function reload(scratch: Scratch): Promise<void> {
  await scratch.exec('ANALYZE sqlite_schema');
}

async function pageSizeOf({ target }: TwinRequest): Promise<number> {
  if (target === undefined) return standardPage;
  const [row] = await sqliteSession(target).read('PRAGMA page_size');
  return Number(Object.values(row ?? {})[0] ?? standardPage);
}

/** Questions change what is there, so each waits for the one before. */
function inTurn<In, Out>(work: (input: In) => Promise<Out>): (input: In) => Promise<Out> {
  let last: Promise<unknown> = Promise.resolve();
  return (input) => {
    const next = last.then(() => work(input));
    last = next.catch(() => undefined);
    return next;
  };
}

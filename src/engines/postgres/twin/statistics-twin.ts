import type { Context } from '#contracts/context.ts';
import type { Twin, TwinRequest } from '#contracts/engine.ts';
import type { WhatIf, WhatIfAnswer } from '#contracts/instrument.ts';
import { ProblemError, problem } from '#contracts/problem-error.ts';
import { planFromJson } from '#engines/postgres/parse/plan-json.ts';
import type { ProofLevel } from '#vocabulary/evidence.ts';
import type { IndexDefinition } from '#vocabulary/index-definition.ts';
import { answerDoubts } from './answer-doubts.ts';
import { type Candidate, createCandidate } from './candidate-index.ts';
import { serverMessage } from './connection.ts';
import { type EmbeddedServer, type EmbeddedServerRequest, startEmbeddedServer } from './embedded-server.ts';
import { explainInTwin } from './explain-in-twin.ts';
import { furnishTwin, type TwinSite } from './furnish-twin.ts';
import { openPlannerSession, type PlannerSession } from './planner-session.ts';
import { blindCollationNotes } from './sorted-database.ts';

type Question = Parameters<WhatIf['ask']>[0];

/**
 * A throw-away server with the schema and the statistics of the target and no rows, whose planner plans as the target's
 * does: table files are as long as the real ones, of which they take no disk. A hypothetical index is a real one on an
 * empty table; each is made once, and then only switched on and off.
 * `server` says which embedded server to take; without it, the target's own major where it is installed.
 * Errors: unsupported (no server can be started here), and what startEmbeddedServer says.
 */
export async function createStatisticsTwin(
  request: TwinRequest,
  context: Context,
  server: StatisticsTwinServer = {},
): Promise<Twin & { readonly whatIf: WhatIf }> {
  const cache = await openTwinCache(request, context, server.cache);
  try {
    return await makeTwin(request, context, server, cache);
  } catch (error) {
    if (cache?.taken() === undefined || context.signal.aborted) throw error;
    await cache.discard();
    return makeTwin(request, context, server, cache);
  }
}

export interface StatisticsTwinServer extends Pick<EmbeddedServerRequest, 'kind' | 'major' | 'binaries'> {
  readonly cache?: TwinCacheOptions;
}

async function makeTwin(
  request: TwinRequest,
  context: Context,
  server: StatisticsTwinServer,
  cache: TwinCache | undefined,
): Promise<Twin & { readonly whatIf: WhatIf }> {
  const embedded = await startServer(request, context, server, cache);
  const opened: PlannerSession[] = [];
  const close = async () => {
    for (const session of opened.splice(0)) await session.close().catch(() => undefined);
    await embedded.stop();
  };
  try {
    const kept = cache?.taken();
    const session = kept
      ? await reopenPlannerSession(embedded, kept)
      : await openPlannerSession(embedded, request.schema.collation);
    opened.push(session);
    const notes = kept
      ? [...kept.notes]
      : [
          ...versionNotes(embedded, request.major),
          ...session.notes,
          ...(embedded.kind === 'pglite' ? blindCollationNotes(request.schema) : []),
        ];
    const started = performance.now();
    const site = kept
      ? await resumeTwin(session, embedded, request, context, { notes, doubts: kept.doubts.map(asDoubt) })
      : await furnishTwin(session, embedded, request, context, notes);
    const isWorthKeeping = cache && !kept && performance.now() - started > cache.worthMs;
    const twin = { database: session.database, textCollation: session.textCollation, notes: [...notes], site };
    const { ask, tidy } = createAsk(session, site, context);
    return {
      whatIf: whatIf(inTurn(ask), embedded, { notes, level: levelOf(embedded, request) }),
      close: async () => {
        if (!isWorthKeeping || opened.length === 0 || context.signal.aborted) return close();
        context.progress({ message: 'Keeping the twin for the next time …' });
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}

async function startServer(
  request: TwinRequest,
  context: Context,
  chosen: Pick<EmbeddedServerRequest, 'kind' | 'major' | 'binaries'>,
): Promise<EmbeddedServer> {
  const wanted: EmbeddedServerRequest = {
    ...chosen,
    signal: context.signal,
    progress: (message) => context.progress({ message }),
    settings: { autovacuum: 'off' },
  };
  if (chosen.major !== undefined || chosen.kind === 'pglite' || request.major === undefined) {
    return startEmbeddedServer(wanted);
  }
  try {
    return await startEmbeddedServer({ ...wanted, major: request.major });
  } catch (error) {
    // The target's own major is not installed here: another one plans nearly as it does.
    if (!(error instanceof ProblemError) || error.problem.code !== 'unsupported') throw error;
    return startEmbeddedServer(wanted);
  }
}

function versionNotes(server: EmbeddedServer, major: number | undefined): readonly string[] {
  return [
    ...(major === undefined || major === server.major
      ? []
      : [`Planned by PostgreSQL ${server.major}; your server is ${major}, whose planner may choose otherwise.`]),
    ...(server.kind === 'pglite' ? ['Planned by PGlite, PostgreSQL compiled to WebAssembly.'] : []),
  ];
}

/** The same planner on the same statistics is a simulation; another major's costs and choices only point the way. */
function levelOf(server: EmbeddedServer, { major }: TwinRequest): ProofLevel {
  return major === undefined || major === server.major ? 'simulated' : 'derived';
}

function whatIf(
  session: PlannerSession,
  site: TwinSite,
  server: EmbeddedServer,
  { notes, level }: Pick<WhatIf, 'notes' | 'level'>,
  context: Context,
): WhatIf {
  const ask = inTurn(createAsk(session, site, context));
  return {
    by: `statistics twin, PostgreSQL ${server.version} ${server.kind === 'native' ? 'native' : 'PGlite'}`,
    level,
    notes,
    ask,
  };
}

function createAsk(session: PlannerSession, site: TwinSite, context: Context): WhatIf['ask'] {
  /** By their own definition, whatever they are called. A promise that failed is kept too: it would fail again. */
  const candidates = new Map<string, Promise<Candidate>>();
  /** Oids of the indexes that are switched off now. */
  let off: ReadonlySet<number> = new Set();

  const candidateOf = (index: IndexDefinition): Promise<Candidate> => {
    const key = definitionOf(index);
    const known = candidates.get(key);
    if (known) return known;
    const made = createCandidate(site, index, `dbwright_candidate_${candidates.size + 1}`);
    candidates.set(key, made);
    return made.then((candidate) => {
      off = new Set([...off, ...candidate.oids]);
      return candidate;
    });
  };

  return async ({ query, indexes, without = [] }: Question): Promise<WhatIfAnswer> => {
    context.signal.throwIfAborted();
    const offered = new Map<IndexDefinition, Candidate>();
    for (const index of indexes) offered.set(index, await candidateOf(index));
    const on = new Set([...offered.values()].flatMap(({ oids }) => oids));
    const made = (await Promise.allSettled(candidates.values())).flatMap((each) =>
      each.status === 'fulfilled' ? each.value.oids : [],
    );
    const hidden = without.length === 0 ? [] : await oidsByName(session, without);
    const wanted = new Set([...made.filter((oid) => !on.has(oid)), ...hidden]);
    await switchIndexes(session, off, wanted);
    off = wanted;
    const names = new Map([...offered].map(([index, { name }]) => [name, index.name]));
    const { json, indexNames } = await explainInTwin(session, query, names);
    const plan = planFromJson(json);
    const answers = [...offered].map(([index, { name, parts, doubts }]) => ({
      index,
      used: [name, ...parts].some((each) => indexNames.has(each)),
      doubts,
    }));
    const doubts = answerDoubts(json, answers, site.doubts);
    return {
      plan,
      cost: plan.root.estimated?.totalCost ?? 0,
      used: answers.filter(({ used }) => used).map(({ index }) => index.name),
      ...(doubts.length === 0 ? {} : { doubts }),
      bytes: Object.fromEntries([...offered].map(([index, { bytes }]) => [index.name, bytes])),
    };
  };
}

/** Questions change what is switched on, so each waits for the one before. */
function inTurn<In, Out>(work: (input: In) => Promise<Out>): (input: In) => Promise<Out> {
  let last: Promise<unknown> = Promise.resolve();
  return (input) => {
    const next = last.then(() => work(input));
    last = next.catch(() => undefined);
    return next;
  };
}

function definitionOf(index: IndexDefinition): string {
  const { schema, table, method, unique, keys, include, predicate, nullsNotDistinct } = index;
  return JSON.stringify([schema, table, method, unique, keys, include, predicate ?? '', nullsNotDistinct ?? false]);
}

async function oidsByName(session: PlannerSession, names: readonly string[]): Promise<readonly number[]> {
  const rows = await session.admin.query(
    `
    SELECT c.oid::int8 AS oid, c.relname AS name FROM pg_class c
    WHERE c.relkind IN ('i', 'I') AND c.oid >= 16384 AND c.relname = ANY ($1)
    UNION
    SELECT part.relid::oid::int8, c.relname FROM pg_class c, pg_partition_tree(c.oid) part
    WHERE c.relkind = 'I' AND c.relname = ANY ($1)`,
    [names],
  );
  const missing = names.filter((name) => !rows.some((row) => row['name'] === name));
  if (missing.length > 0) throw problem('not-found', `The twin has no index ${missing.join(', ')} to hide.`);
  return rows.map((row) => Number(row['oid']));
}

/** The planner leaves out an index that is not valid. Only what changes is written. */
async function switchIndexes(
  session: PlannerSession,
  off: ReadonlySet<number>,
  wanted: ReadonlySet<number>,
): Promise<void> {
  const changed = [...new Set([...off, ...wanted])].filter((oid) => off.has(oid) !== wanted.has(oid));
  if (changed.length === 0) return;
  try {
    await session.admin.query(
      'UPDATE pg_index SET indisvalid = NOT (indexrelid = ANY ($2::int8[])) WHERE indexrelid = ANY ($1::int8[])',
      [changed, [...wanted]],
    );
  } catch (error) {
    throw problem('internal', `The twin could not switch indexes: ${serverMessage(error)}.`, undefined, error);
  }
}

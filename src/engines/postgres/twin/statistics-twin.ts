import type { Context } from '#contracts/context.ts';
import type { Twin, TwinRequest } from '#contracts/engine.ts';
import type { WhatIf } from '#contracts/instrument.ts';
import type { ProofLevel } from '#vocabulary/evidence.ts';
import { askTwin } from './ask-twin.ts';
import type { EmbeddedServer } from './embedded-server.ts';
import { furnishTwin, resumeTwin, type TwinSite } from './furnish-twin.ts';
import { openPlannerSession, type PlannerSession, reopenPlannerSession } from './planner-session.ts';
import { blindCollationNotes } from './sorted-database.ts';
import { type ServerChoice, startLikeTarget } from './start-like-target.ts';
import { type KeptTwin, openTwinCache, type TwinCache, type TwinCacheOptions } from './twin-cache.ts';

/**
 * A throw-away server with the schema and the statistics of the target and no rows, whose planner plans as the target's
 * does: table files are as long as the real ones, of which they take no disk. A hypothetical index is a real one on an
 * empty table; each is made once, and then only switched on and off.
 * One that took long to furnish is kept when it is closed, and taken from there for the same request (twin-cache.ts).
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

export interface StatisticsTwinServer extends Omit<ServerChoice, 'fill'> {
  readonly cache?: TwinCacheOptions;
}

async function makeTwin(
  request: TwinRequest,
  context: Context,
  server: StatisticsTwinServer,
  cache: TwinCache | undefined,
): Promise<Twin & { readonly whatIf: WhatIf }> {
  const { cache: _options, ...chosen } = server;
  const choice = { ...chosen, ...(cache ? { fill: cache.fill } : {}) };
  const embedded = await startLikeTarget(request, context, choice, { autovacuum: 'off' });
  const opened: PlannerSession[] = [];
  const close = async (keep?: () => Promise<void>) => {
    for (const session of opened.splice(0)) await session.close().catch(() => undefined);
    await embedded.stop(keep);
  };
  try {
    const kept = cache?.taken();
    const started = performance.now();
    const twin = kept
      ? await takeTwin(embedded, request, context, kept, opened)
      : await furnish(embedded, request, context, opened);
    const { session, site, notes } = twin;
    const made: KeptTwin = {
      database: session.database,
      textCollation: session.textCollation,
      notes: [...notes],
      doubts: site.doubts.map(({ tables, sentence }) => ({ tables: [...tables], sentence })),
    };
    const cost = performance.now() - started;
    const { ask, tidy } = askTwin(session, site, context);
    return {
      whatIf: {
        by: `statistics twin, PostgreSQL ${embedded.version} ${embedded.kind === 'native' ? 'native' : 'PGlite'}`,
        level: levelOf(embedded, request),
        notes,
        ask,
      },
      close: async () => {
        if (!cache || kept || cost < cache.worthMs || opened.length === 0 || context.signal.aborted) return close();
        context.progress({ message: 'Keeping the twin for the next time …' });
        const isTidy = await tidy().catch(() => false);
        await close(isTidy ? () => cache.keep(embedded, made) : undefined);
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}

interface FurnishedTwin {
  readonly session: PlannerSession;
  readonly site: TwinSite;
  readonly notes: string[];
}

async function furnish(
  server: EmbeddedServer,
  request: TwinRequest,
  context: Context,
  opened: PlannerSession[],
): Promise<FurnishedTwin> {
  const session = await openPlannerSession(server, request.schema.collation);
  opened.push(session);
  const notes = [
    ...versionNotes(server, request.major),
    ...session.notes,
    ...(server.kind === 'pglite' ? blindCollationNotes(request.schema) : []),
  ];
  return { session, notes, site: await furnishTwin(session, server, request, context, notes) };
}

async function takeTwin(
  server: EmbeddedServer,
  request: TwinRequest,
  context: Context,
  kept: KeptTwin,
  opened: PlannerSession[],
): Promise<FurnishedTwin> {
  const session = await reopenPlannerSession(server, kept);
  opened.push(session);
  const notes = [...kept.notes];
  const doubts = kept.doubts.map(({ tables, sentence }) => ({ tables: new Set(tables), sentence }));
  return { session, notes, site: await resumeTwin(session, server, request, context, { notes, doubts }) };
}

function versionNotes(server: EmbeddedServer, major: number | undefined): readonly string[] {
  return [
    ...(major === undefined || major === server.major
      ? []
      : [`Planned by PostgreSQL ${server.major}; your server is ${major}, whose planner may choose otherwise.`]),
    ...(server.kind === 'pglite' ? ['Planned by PGlite, PostgreSQL compiled to WebAssembly.'] : []),
  ];
}

/** The same planner on the same statistics is a simulation; another major, or sizes not read from a server, point the way. */
function levelOf(server: EmbeddedServer, { major, statistics }: TwinRequest): ProofLevel {
  const isSame = major === undefined || major === server.major;
  return isSame && statistics.origin === 'catalog' ? 'simulated' : 'derived';
}

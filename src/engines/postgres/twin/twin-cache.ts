import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { readdir, readFile, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Context } from '#contracts/context.ts';
import type { TwinRequest } from '#contracts/engine.ts';
import { cacheFolder, exists, putIntoCache } from './cache-folder.ts';
import { isPlannerSetting } from './planner-settings.ts';
import type { EmbeddedServer, NewDataDirectory } from './server-contract.ts';
import { packTwin, unpackTwin } from './twin-archive.ts';

/** What a twin is besides its data directory. */
export interface KeptTwin {
  /** The database that sorts as the target's does; undefined: the server's own. */
  readonly database: string | undefined;
  readonly textCollation: string | undefined;
  readonly notes: readonly string[];
  readonly doubts: readonly { readonly tables: readonly string[]; readonly sentence: string }[];
}

/** The cache as it is for one request. */
export interface TwinCache {
  /** Puts the kept twin, where there is one, into the data directory of a server that is about to start. */
  readonly fill: (cluster: NewDataDirectory) => Promise<boolean>;
  /** What the server was filled with. */
  readonly taken: () => KeptTwin | undefined;
  /** Throws away what was taken, since it does not work. */
  readonly discard: () => Promise<void>;
  /** Takes a furnished twin whose server has ended in order. Never fails: the next one is then made anew. */
  readonly keep: (server: Pick<EmbeddedServer, 'build' | 'dataDirectory'>, twin: KeptTwin) => Promise<void>;
  /** A twin that took longer to furnish is worth its place, ms. */
  readonly worthMs: number;
}

/** For tests. */
export interface TwinCacheOptions {
  readonly folder?: string;
  readonly worthMs?: number;
}

/** To be raised whenever a twin of the same request comes out otherwise than before. */
const furnishing = 2;
const suffix = '.twin';
const most = { twins: 8, bytes: 2 * 1024 ** 3, ageMs: 7 * 24 * 3600 * 1000, unfinishedMs: 3600 * 1000 };

/**
 * Furnished twins wait here for the same question about the same database: the same schema, statistics and planner
 * settings (an export's fingerprint says no more), furnished by the same code on the same build of the same server, native
 * or PGlite. Their statistics hold values of the user's rows, so the folder is closed to others and nothing stays longer
 * than a week after its last use. undefined: no cache is to be had, DBWRIGHT_CACHE=off forbids it, or the twin samples rows.
 * When run from its sources there is none, unless a test asks for it: code that is worked on furnishes otherwise each time.
 */
export async function openTwinCache(
  request: TwinRequest,
  { progress }: Pick<Context, 'progress'>,
  options?: TwinCacheOptions,
): Promise<TwinCache | undefined> {
  const isSource = import.meta.url.endsWith('.ts');
  if (process.env['DBWRIGHT_CACHE'] === 'off' || request.sample || (isSource && !options)) return undefined;
  const folder = options?.folder ?? (await privateFolder());
  if (folder === undefined) return undefined;
  await prune(folder);
  const content = await contentKey(request);
  const entryOf = (build: string) =>
    join(folder, `${createHash('sha256').update(content).update(build).digest('hex')}${suffix}`);
  let taken: { readonly twin: KeptTwin; readonly entry: string } | undefined;
  return {
    worthMs: options?.worthMs ?? 1000,
    taken: () => taken?.twin,
    fill: async ({ build, dataDirectory, owner }) => {
      // A second server is tried since the first did not start with what was taken.
      if (taken) throw new Error('the kept twin does not start');
      const entry = entryOf(build);
      if (!(await exists(entry))) return false;
      progress({ message: 'Taking the twin from the cache …' });
      try {
        const twin = asKeptTwin(await unpackTwin(entry, dataDirectory, owner));
        taken = { twin, entry };
        const now = new Date();
        await utimes(entry, now, now).catch(() => undefined);
        return true;
      } catch {
        await rm(entry, { force: true });
        await rm(dataDirectory, { recursive: true, force: true });
        return false;
      }
    },
    discard: async () => {
      if (taken) await rm(taken.entry, { force: true });
      taken = undefined;
    },
    keep: async ({ build, dataDirectory }, twin) => {
      const entry = entryOf(build);
      await putIntoCache(entry, (file) => packTwin(dataDirectory, file, twin, most.bytes)).catch(() => undefined);
      await prune(folder);
    },
  };
}

async function privateFolder(): Promise<string | undefined> {
  const cache = await cacheFolder();
  if (cache === undefined) return undefined;
  const folder = join(cache, 'twins');
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    return ((await stat(folder)).mode & 0o077) === 0 || process.platform === 'win32' ? folder : undefined;
  } catch {
    return undefined;
  }
}

/** Sums of counters and dates that no plan depends on would make every reading of a live server a new one. */
async function contentKey({ schema, statistics, settings, major }: TwinRequest): Promise<string> {
  const tables = schema.tables.map(({ rows: _rows, bytes: _bytes, comment: _comment, indexes, ...table }) => ({
    ...table,
    indexes: indexes.map(({ bytes: _size, comment: _words, ...index }) => index),
  }));
  const relations = statistics.relations.map(
    ({ modifiedRows: _modified, lastAnalyze: _analyze, lastVacuum: _vacuum, ...relation }) => relation,
  );
  const planner = Object.entries(settings)
    .filter(([name]) => isPlannerSetting(name))
    .map(([name, { value }]) => [name, value])
    .sort();
  const hash = createHash('sha256').update(`${furnishing}\n`);
  // In a package this is the file that holds the code that furnishes, too.
  hash.update(await readFile(fileURLToPath(import.meta.url)));
  for (const part of [{ ...schema, tables }, { ...statistics, relations }, planner, major ?? null]) {
    hash.update(JSON.stringify(part)).update('\n');
  }
  return hash.digest('hex');
}

function asKeptTwin(details: unknown): KeptTwin {
  const { database, textCollation, notes, doubts }: KeptTwin = Object(details);
  return { database, textCollation, notes, doubts };
}

/** What was not used for long goes, then what was not used for longest. */
async function prune(folder: string): Promise<void> {
  const files = await Promise.all(
    (await readdir(folder).catch(() => [])).map(async (name) => {
      const path = join(folder, name);
      const found = await stat(path).catch(() => undefined);
      return { path, name, bytes: found?.size ?? 0, ageMs: Date.now() - (found?.mtimeMs ?? 0) };
    }),
  );
  let bytes = 0;
  const kept = files.filter(({ name }) => name.endsWith(suffix)).sort((a, b) => a.ageMs - b.ageMs);
  const tooMany = kept.filter((file, at) => {
    bytes += file.bytes;
    return at >= most.twins || bytes > most.bytes || file.ageMs > most.ageMs;
  });
  // Of a process that was killed while it wrote.
  const unfinished = files.filter(({ name, ageMs }) => name.startsWith('.') && ageMs > most.unfinishedMs);
  for (const { path } of [...tooMany, ...unfinished]) {
    await rm(path, { recursive: true, force: true }).catch(() => undefined);
  }
}

import type { Context } from '#contracts/context.ts';
import type { Facts } from '#contracts/facts.ts';
import { connect } from '#engines/postgres/connect.ts';
import { inspect } from '#engines/postgres/inspect.ts';
import { readMigrations } from '#engines/postgres/read-migrations.ts';
import { openTwinConnection } from '#engines/postgres/twin/connection.ts';
import type { EmbeddedServer } from '#engines/postgres/twin/embedded-server.ts';
import { rehearseFiles } from '#engines/postgres/twin/rehearse/rehearse-files.ts';
import { nativeHouse, type StageHouse } from '#engines/postgres/twin/rehearse/stage.ts';
import { Bounds } from '#vocabulary/bounds.ts';
import type { DatabaseSchema } from '#vocabulary/database-schema.ts';
import type { Migration } from '#vocabulary/migration.ts';
import type { FileRehearsal } from '#vocabulary/rehearsal.ts';
import type { PageMigration } from './migration-page.ts';

/** A page's schema in a database of its own, in copies of which its migrations are run. */
export interface MigrationTrial {
  /** What is known without running anything. */
  readonly foreseen: (files: readonly PageMigration[]) => Pick<Facts, 'migration'>;
  /** The same with what each statement was seen to do, and where that is asked for the schema that all together lead to. */
  readonly observed: (files: readonly PageMigration[], isLookedAt: boolean) => Promise<ObservedTrial>;
  readonly close: () => Promise<void>;
}

export interface ObservedTrial {
  readonly facts: Pick<Facts, 'migration' | 'server'>;
  readonly files: readonly FileRehearsal[];
  /** All of them ran without an error. */
  readonly completed: boolean;
  readonly after?: DatabaseSchema;
}

export async function openMigrationTrial(
  server: EmbeddedServer,
  database: string,
  before: string,
): Promise<MigrationTrial> {
  const run = async (sql: string, where = 'postgres') => {
    const connection = await openTwinConnection(server.url, { database: where });
    await connection.query(sql).finally(() => connection.close());
  };
  await run(`CREATE DATABASE ${database}`);
  if (before.trim() !== '') await run(before, database);
  const { schema, server: info } = await look(server, database);
  const { username, password } = new URL(server.url.replace(/@[^/]*/, '@localhost'));
  const prepared = { server, notes: [], database, user: username, password: decodeURIComponent(password) };
  const house = nativeHouse(prepared, { schema, statistics: noStatistics, settings: {} });
  const foreseen = (files: readonly PageMigration[]) => ({
    migration: migrationOf(files, schema, files[0]?.major ?? info.major),
  });
  return {
    foreseen,
    observed: async (files, isLookedAt) => {
      const { migration } = foreseen(files);
      const { watched, after } = watchedHouse(house, server);
      const stages = isLookedAt ? watched : house;
      const scripts = migration.files.map(({ path, steps, transaction }) => ({
        path,
        transaction,
        statements: steps.map(({ statement }) => statement),
      }));
      const seen = await rehearseFiles(stages, scripts, 20_000, context());
      return {
        facts: { migration: withSeen(migration, seen), server: info },
        files: seen,
        completed: seen.every(({ completed }) => completed),
        ...(isLookedAt ? { after: after() } : {}),
      };
    },
    close: () => run(`DROP DATABASE ${database} WITH (FORCE)`),
  };
}

const noStatistics = { relations: [], extended: [], unread: [], origin: 'catalog' as const };

function migrationOf(files: readonly PageMigration[], schema: DatabaseSchema, major: number): Migration {
  const texts = files.map(({ text, transaction }, at) => ({
    path: `${at + 1}.sql`,
    name: `${at + 1}`,
    up: text,
    line: 1,
    transaction,
  }));
  return { layout: 'a page', files: [...readMigrations({ files: texts, schema, major })], unread: [] };
}

function withSeen(migration: Migration, seen: readonly FileRehearsal[]): Migration {
  const files = migration.files.map((file, at) => ({
    ...file,
    steps: file.steps.map((step, index) => {
      const observed = seen[at]?.steps[index];
      return observed === undefined ? step : { ...step, observed };
    }),
  }));
  return { ...migration, files };
}

/** Looks at the schema before the stage goes. */
function watchedHouse(house: StageHouse, server: EmbeddedServer) {
  let last: DatabaseSchema | undefined;
  const watched: StageHouse = {
    ...house,
    open: async (statementMs) => {
      const stage = await house.open(statementMs);
      const close = async () => {
        const [row] = await stage.observer.query('SELECT current_database() AS name');
        last = (await look(server, String(row?.['name']))).schema;
        await stage.close();
      };
      return { ...stage, close };
    },
  };
  return {
    watched,
    after: () => {
      if (last === undefined) throw new Error('Nothing was run.');
      return last;
    },
  };
}

async function look(server: EmbeddedServer, database: string) {
  const url = server.url.replace(/\/[^/?]*(\?|$)/, `/${database}$1`);
  const session = await connect(url, { bounds: Bounds.parse({}) }, context());
  try {
    return { schema: await inspect(session, context()), server: session.server };
  } finally {
    await session.close();
  }
}

function context(): Context {
  const { signal } = new AbortController();
  return { signal, progress: () => undefined, clock: () => new Date(), random: () => 0.5 };
}

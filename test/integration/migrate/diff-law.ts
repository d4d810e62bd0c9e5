import { diffCatalogs } from '#engines/postgres/diff/diff-catalogs.ts';
import { catalogOf } from '#engines/postgres/twin/catalog-of.ts';
import { openTwinConnection, type TwinConnection } from '#engines/postgres/twin/connection.ts';
import type { EmbeddedServer } from '#engines/postgres/twin/embedded-server.ts';
import type { Catalog } from '#vocabulary/catalog.ts';
import { observe } from './observer.ts';

export interface Database {
  readonly connection: TwinConnection;
  readonly url: string;
  readonly major: number;
}

/** A database of its own, gone afterwards. */
export async function inDatabase<T>(server: EmbeddedServer, use: (database: Database) => Promise<T>): Promise<T> {
  const name = `diff_${Math.random().toString(36).slice(2)}`;
  const admin = await openTwinConnection(server.url);
  try {
    await admin.query(`CREATE DATABASE ${name}`);
    const connection = await openTwinConnection(server.url, { database: name });
    try {
      return await use({ connection, url: server.url.replace(/\/[^/]*$/, `/${name}`), major: server.major });
    } finally {
      await connection.close();
      await admin.query(`DROP DATABASE ${name}`);
    }
  } finally {
    await admin.close();
  }
}

/** A state of a database: as our reader has it, and as somebody else sees it. */
export interface State {
  readonly catalog: Catalog;
  readonly seen: readonly string[];
}

export async function stateOf({ connection, url, major }: Database): Promise<State> {
  return { catalog: await catalogOf(connection), seen: await observe(url, major) };
}

export interface Faults {
  readonly faults: readonly string[];
  /** Differences that were told instead of made. */
  readonly told: readonly string[];
}

/** From one state to the next and so on: each way must lead to where it should, by both accounts. */
export async function walk(database: Database, states: readonly State[]): Promise<Faults> {
  const faults: string[] = [];
  const told: string[] = [];
  let from = states[0];
  for (const goal of states.slice(1)) {
    if (from === undefined) break;
    const here = await catalogOf(database.connection);
    const diff = diffCatalogs(here, goal.catalog, { renames: 'none' });
    const impossible = diff.unsupported.filter((line) => !line.startsWith('The order of the '));
    told.push(...impossible);
    for (const { text } of diff.up) {
      try {
        await database.connection.query(text);
      } catch (error) {
        return { faults: [...faults, `${String(error)} in ${text}`], told };
      }
    }
    const after = await stateOf(database);
    if (impossible.length > 0) return { faults, told };
    const again = diffCatalogs(after.catalog, goal.catalog, { renames: 'none' });
    faults.push(...again.up.map(({ text }) => `second diff: ${text}`), ...differences(after.seen, goal.seen));
    from = goal;
  }
  return { faults, told };
}

function differences(has: readonly string[], wanted: readonly string[]): readonly string[] {
  const [left, right] = [new Set(has), new Set(wanted)];
  return [
    ...has.filter((line) => !right.has(line)).map((line) => `seen, not wanted: ${line}`),
    ...wanted.filter((line) => !left.has(line)).map((line) => `wanted, not seen: ${line}`),
  ];
}

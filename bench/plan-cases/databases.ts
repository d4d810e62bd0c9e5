import { metricsDatabase } from './metrics-database.ts';
import { partsDatabase } from './parts-database.ts';
import { remoteDatabase } from './remote-database.ts';
import { shopDatabase } from './shop-database.ts';
import { spinningDatabase } from './spinning-database.ts';
import { wornDatabase } from './worn-database.ts';
import { writesDatabase } from './writes-database.ts';

/** The statements that fill each database; the URL is that of the database itself. */
export const planDatabases = {
  shop: shopDatabase,
  metrics: metricsDatabase,
  parts: partsDatabase,
  worn: wornDatabase,
  writes: writesDatabase,
  spinning: spinningDatabase,
  remote: remoteDatabase,
} as const satisfies Readonly<Record<string, (url: URL) => readonly string[]>>;

export type DatabaseName = keyof typeof planDatabases;

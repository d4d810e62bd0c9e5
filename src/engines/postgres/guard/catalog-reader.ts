import { problem } from '#contracts/problem-error.ts';
import { catalogQuery } from './catalog-query.ts';
import type { CatalogRequest, CatalogRows } from './catalog-rows.ts';

/** Runs a batch of our own by the simple protocol and gives the rows of its last statement that has some. */
export type Command = (text: string) => Promise<readonly Readonly<Record<string, unknown>>[]>;

export interface CatalogReader {
  readonly read: (request: CatalogRequest) => Promise<CatalogRows>;
  /** Whether everything that was read still stands in the catalog as it did. */
  readonly unchanged: () => Promise<boolean>;
}

/**
 * Reads the catalog inside the transaction of the statement that is judged. The session's settings are as before
 * when it is done. Where no transaction has ended since `moment`, which is before the first reading, nothing can have
 * changed; else all is read again. https://www.postgresql.org/docs/18/functions-info.html#FUNCTIONS-INFO-SNAPSHOT
 */
export function catalogReader(command: Command, major: number, moment: string): CatalogReader {
  const readings: { readonly query: string; readonly found: string }[] = [];
  return {
    read: async (request) => {
      const query = catalogQuery(request, major);
      const found = await plainly(command, query);
      readings.push({ query, found });
      return JSON.parse(found) as CatalogRows;
    },
    unchanged: async () => {
      const [now] = await command('SELECT pg_catalog.format($$%s$$, pg_catalog.pg_current_snapshot()) AS moment');
      if (now?.['moment'] === moment) return true;
      for (const { query, found } of readings) if ((await plainly(command, query)) !== found) return false;
      return true;
    },
  };
}

async function plainly(command: Command, query: string): Promise<string> {
  const rows = await command(`
    SAVEPOINT catalog;
    SET LOCAL search_path = pg_catalog, pg_temp;
    SET LOCAL quote_all_identifiers = off;
    SET LOCAL enable_seqscan = on; SET LOCAL enable_indexscan = on; SET LOCAL jit = off;
    SET LOCAL join_collapse_limit = 1; SET LOCAL max_parallel_workers_per_gather = 0;
    ${query};
    ROLLBACK TO SAVEPOINT catalog; RELEASE SAVEPOINT catalog`);
  const found = rows[0]?.['found'];
  if (typeof found !== 'string') throw problem('internal', 'The catalog gave no answer to the guard.');
  return found;
}

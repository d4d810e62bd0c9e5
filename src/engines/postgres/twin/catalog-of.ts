import { readCatalog } from '#engines/postgres/catalog/read-catalog.ts';
import type { Catalog } from '#vocabulary/catalog.ts';
import type { TwinConnection } from './connection.ts';

/** The catalog of a throw-away database. The connection is in no transaction, before and after. */
export async function catalogOf(connection: TwinConnection): Promise<Catalog> {
  await connection.query(`BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;
    SET LOCAL jit = off;
    SET LOCAL search_path = pg_catalog, pg_temp;
    SET LOCAL timezone = 'UTC';
    SET LOCAL datestyle = ISO;
    SET LOCAL intervalstyle = postgres;
    SET LOCAL extra_float_digits = 1;
    SET LOCAL quote_all_identifiers = off`);
  try {
    const [row] = await connection.query("SELECT current_setting('server_version_num') AS number");
    return await readCatalog((sql) => connection.query(sql), Math.floor(Number(row?.['number']) / 10_000));
  } finally {
    await connection.query('ROLLBACK');
  }
}

import { Pool } from 'pg';
const pool = new Pool();
export async function sizes(tables: string[]) {
  const sizes: Record<string, number> = {};
  for (const table of tables) {
    sizes[table] = (await pool.query(`SELECT count(*) FROM ${table}`)).rows[0].count;
  }
  return sizes;
}

import { Pool } from 'pg';
import chunk from 'lodash/chunk';
const pool = new Pool();
export async function load(ids: number[]) {
  const all = [];
  for (const part of chunk(ids, 1000)) {
    const { rows } = await pool.query('SELECT * FROM items WHERE id = ANY($1)', [part]);
    all.push(...rows);
  }
  return all;
}

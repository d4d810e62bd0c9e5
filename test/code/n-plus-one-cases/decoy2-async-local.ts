import { Pool } from 'pg';
const pool = new Pool();
const format = async (row: { id: number }) => JSON.stringify(row);
export async function dump() {
  const { rows } = await pool.query('SELECT * FROM logs');
  return Promise.all(rows.map(async (row) => await format(row)));
}

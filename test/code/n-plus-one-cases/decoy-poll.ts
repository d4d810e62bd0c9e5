import { Pool } from 'pg';
const pool = new Pool();
export async function waitFor(id: number) {
  while (true) {
    const { rows } = await pool.query('SELECT state FROM jobs WHERE id = $1', [id]);
    if (rows[0]?.state === 'done') return rows[0];
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
}

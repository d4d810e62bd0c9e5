import { Pool } from 'pg';
const pool = new Pool();
export async function counts() {
  const result: Record<string, number> = {};
  for (const status of ['open', 'closed'] as const) {
    result[status] = (await pool.query('SELECT count(*) FROM tickets WHERE status = $1', [status])).rows[0].count;
  }
  return result;
}

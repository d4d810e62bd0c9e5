import { Pool } from 'pg';
const pools = [new Pool(), new Pool()];
export async function stop() {
  for (const pool of pools) await pool.end();
}

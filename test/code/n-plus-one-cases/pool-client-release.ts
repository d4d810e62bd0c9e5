import { Pool, type PoolClient } from 'pg';
const pool = new Pool();
export async function copy() {
  const client: PoolClient = await pool.connect();
  try {
    await client.query('BEGIN');
    const source = await client.query('SELECT * FROM staging');
    for (const row of source.rows) {
      await client.query('INSERT INTO target (id, payload) VALUES ($1, $2) ON CONFLICT DO NOTHING', [row.id, row.payload]); // expect: write pg
    }
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  } finally {
    client.release();
  }
}

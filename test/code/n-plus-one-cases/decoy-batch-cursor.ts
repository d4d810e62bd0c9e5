import { Pool } from 'pg';
const pool = new Pool();
export async function* everything() {
  let last = 0;
  for (;;) {
    const { rows } = await pool.query('SELECT * FROM events WHERE id > $1 ORDER BY id LIMIT 1000', [last]);
    if (rows.length === 0) return;
    yield* rows;
    last = rows[rows.length - 1].id;
  }
}

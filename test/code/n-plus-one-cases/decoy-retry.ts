import { Pool } from 'pg';
const pool = new Pool();
export async function insist(id: number) {
  for (let attempt = 1; attempt <= 5; attempt++) {
    try {
      return await pool.query('SELECT * FROM jobs WHERE id = $1', [id]);
    } catch (error) {
      if (attempt === 5) throw error;
      await new Promise((resolve) => setTimeout(resolve, attempt * 100));
    }
  }
}

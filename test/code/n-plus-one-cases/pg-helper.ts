import { Pool } from 'pg';
const pool = new Pool();
async function authorOf(id: number) {
  const { rows } = await pool.query('SELECT * FROM authors WHERE id = $1', [id]);
  return rows[0];
}
export async function books() {
  const { rows } = await pool.query('SELECT * FROM books');
  const result = [];
  for (const book of rows) {
    result.push({ ...book, author: await authorOf(book.author_id) }); // expect: read pg
  }
  return result;
}

import { Pool } from 'pg';
const pool = new Pool();
async function usersByIds(ids: number[]) {
  const { rows } = await pool.query('SELECT * FROM users WHERE id = ANY($1::int[])', [ids]);
  return new Map(rows.map((row) => [row.id, row]));
}
export async function pages(pages: { userIds: number[] }[]) {
  const users = await usersByIds(pages.flatMap((page) => page.userIds));
  return pages.map((page) => page.userIds.map((id) => users.get(id)));
}

import { Pool } from 'pg';
const pool = new Pool();
const loadTags = async (post: { id: number }) =>
  (await pool.query('SELECT tag FROM tags WHERE post_id = $1', [post.id])).rows;
export async function withTags() {
  const { rows: posts } = await pool.query('SELECT * FROM posts ORDER BY id DESC LIMIT 50');
  return Promise.all(posts.map(loadTags)); // expect: read pg
}

import { Pool } from 'pg';
const pool = new Pool();
export async function tree(rootIds: number[]) {
  const queue = [...rootIds];
  const nodes = [];
  while (queue.length > 0) {
    const id = queue.shift();
    const { rows } = await pool.query('SELECT id, name FROM nodes WHERE parent_id = $1', [id]); // expect: read pg
    nodes.push(...rows);
    queue.push(...rows.map((row) => row.id));
  }
  return nodes;
}

import { Pool } from 'pg';
const pool = new Pool();
function walk(node: any): number {
  return (node.children ?? []).map((child: any) => walk(child)).reduce((a: number, b: number) => a + b, 1);
}
export async function size() {
  const { rows } = await pool.query('SELECT tree FROM documents');
  return rows.map((row) => walk(row.tree));
}

import { Pool } from 'pg';
const pool = new Pool();
interface Category { id: number; children?: Category[] }
export async function loadCategory(category: Category): Promise<Category> {
  const { rows } = await pool.query('SELECT * FROM categories WHERE parent_id = $1', [category.id]);
  const children = [];
  for (const row of rows) {
    children.push(await loadCategory(row)); // expect: read pg
  }
  return { ...category, children };
}

import { Pool } from 'pg';
const pool = new Pool();
export async function importRows(lines: { sku: string; price: number }[]) {
  for (const line of lines) {
    await pool.query('INSERT INTO products (sku, price) VALUES ($1, $2)', [line.sku, line.price]); // expect: write pg
  }
}

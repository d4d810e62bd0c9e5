import { Pool } from 'pg';
const pool = new Pool();
export async function findCustomer(id: number) {
  const { rows } = await pool.query('SELECT * FROM customers WHERE id = $1', [id]);
  return rows[0];
}
export async function openOrders() {
  return (await pool.query('SELECT * FROM orders WHERE closed IS NULL')).rows;
}

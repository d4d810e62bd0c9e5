import { Pool } from 'pg';
const pool = new Pool();
export async function join() {
  const { rows: orders } = await pool.query('SELECT * FROM orders');
  const { rows: customers } = await pool.query('SELECT * FROM customers');
  const byId = new Map(customers.map((c) => [c.id, c]));
  const seen = new Set<number>();
  return orders.map((order) => {
    seen.delete(order.id);
    const customer = byId.get(order.customer_id) ?? customers.find((c) => c.name === order.name);
    return { ...order, customer };
  });
}

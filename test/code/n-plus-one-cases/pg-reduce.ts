import { Pool } from 'pg';
const pool = new Pool();
export function totals(customerIds: number[]) {
  return customerIds.reduce(async (before, id) => {
    const sum = await before;
    const { rows } = await pool.query('SELECT total FROM balances WHERE customer_id = $1', [id]); // expect: read pg
    return sum + rows[0].total;
  }, Promise.resolve(0));
}

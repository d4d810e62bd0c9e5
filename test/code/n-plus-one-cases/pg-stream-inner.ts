import { Client } from 'pg';
import Cursor from 'pg-query-stream';
export async function exportAll(client: Client, second: Client) {
  const stream = client.query(new Cursor('SELECT id FROM customers'));
  for await (const customer of stream) {
    const orders = await second.query('SELECT count(*) FROM orders WHERE customer_id = $1', [customer.id]); // expect: read pg
    process.stdout.write(`${customer.id},${orders.rows[0].count}\n`);
  }
}

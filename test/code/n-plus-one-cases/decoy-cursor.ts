import { Client } from 'pg';
import QueryStream from 'pg-query-stream';
export async function stream(client: Client) {
  let total = 0;
  for await (const row of client.query(new QueryStream('SELECT amount FROM payments'))) {
    total += row.amount;
  }
  return total;
}

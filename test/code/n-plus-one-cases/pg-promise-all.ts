import pg from 'pg';
export async function report(client: pg.Client) {
  const orders = await client.query('SELECT id FROM orders');
  return Promise.all(
    orders.rows.map(async (order) => {
      const lines = await client.query(`SELECT * FROM order_lines WHERE order_id = ${order.id}`); // expect: read pg
      return { order, lines: lines.rows };
    }),
  );
}

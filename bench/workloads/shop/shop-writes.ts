import { type Draw, dayAfter } from '../draw.ts';
import type { WorkloadQuery } from '../workload.ts';

const end = '2026-01-01';

/** What the shop writes: the rows are found by keys, tokens and states. */
export function shopWrites({ int, skewed }: Draw, scale: number): readonly WorkloadQuery[] {
  const order = () => int(1, Math.floor(300_000 * scale));
  return [
    {
      name: 'reserve stock',
      weight: 200,
      text: `update inventory set reserved = reserved + 1 where product_id = ${skewed(20_000 * scale, 3)} and warehouse_id = 1`,
    },
    {
      name: 'order is paid',
      weight: 150,
      text: `update orders set status = 'paid' where id = ${order()} and status = 'pending'`,
    },
    {
      name: 'payment is settled',
      weight: 150,
      text: `update payments set status = 'settled', paid_at = now() where reference = md5('${order()}')`,
    },
    {
      name: 'shipment is delivered',
      weight: 120,
      text: `update shipments set status = 'delivered', delivered_at = now() where tracking = 'T' || md5('s${order()}')`,
    },
    {
      name: 'touch a cart',
      weight: 300,
      text: `update carts set updated_at = now() where token = md5('c${int(1, 60_000 * scale)}')`,
    },
    {
      name: 'change a cart line',
      weight: 250,
      text: `update cart_items set quantity = 2 where cart_id = ${int(1, 60_000 * scale)} and product_id = ${skewed(20_000 * scale, 2)}`,
    },
    { name: 'empty a cart', weight: 120, text: `delete from cart_items where cart_id = ${int(1, 60_000 * scale)}` },
    {
      name: 'close tickets of an order',
      weight: 20,
      text: `update tickets set status = 'closed', updated_at = now() where order_id = ${order()} and status <> 'closed'`,
    },
    { name: 'drop old sessions', weight: 2, text: `delete from sessions where expires_at < '${dayAfter(end, -28)}'` },
    {
      name: 'drop old carts',
      weight: 1,
      text: `delete from carts where not checked_out and customer_id is null and updated_at < '${dayAfter(end, -150)}'`,
    },
    {
      name: 'retire products',
      weight: 1,
      text: `update products set status = 'retired', updated_at = now() where status = 'draft' and created_at < '2021-01-01'`,
    },
    {
      name: 'cancel stale orders',
      weight: 2,
      text: `update orders set status = 'cancelled' where status = 'pending' and placed_at < '${dayAfter(end, -14)}'`,
    },
  ];
}

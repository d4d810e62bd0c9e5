import type { IndexDefinition } from '#vocabulary/index-definition.ts';
import { IndexDefinition as Index } from '#vocabulary/index-definition.ts';

export interface WhatIfCase {
  readonly query: string;
  readonly index: IndexDefinition;
}

function index(
  table: string,
  name: string,
  rest: Omit<Partial<IndexDefinition>, 'keys'> & { readonly keys: readonly object[] },
): IndexDefinition {
  return Index.parse({ schema: 'public', table, name, ...rest });
}

/** Queries on the shop, each with one index that a person might think of; not all of them are good ideas. */
export const whatIfCases: readonly WhatIfCase[] = [
  {
    query: 'select * from orders where customer_id = 4217',
    index: index('orders', 'b1', { keys: [{ column: 'customer_id' }] }),
  },
  {
    query: 'select id, total from orders where customer_id = 4217 order by created_at desc limit 20',
    index: index('orders', 'b2', { keys: [{ column: 'customer_id' }, { column: 'created_at', direction: 'desc' }] }),
  },
  {
    query: "select id from orders where status = 'pending' order by total desc limit 50",
    index: index('orders', 'b3', { keys: [{ column: 'total', direction: 'desc' }], predicate: "status = 'pending'" }),
  },
  {
    query: "select count(*) from orders where status = 'cancelled'",
    index: index('orders', 'b4', { keys: [{ column: 'status' }] }),
  },
  {
    query: 'select sum(quantity) from order_items where product_id = 4711',
    index: index('order_items', 'b5', { keys: [{ column: 'product_id' }], include: ['quantity'] }),
  },
  {
    query:
      'select other.product_id, count(*) from order_items this join order_items other using (order_id) where this.product_id = 4711 group by 1',
    index: index('order_items', 'b6', { keys: [{ column: 'product_id' }, { column: 'order_id' }] }),
  },
  {
    query: "select id from customers where country = 'JP' and created_at >= '2025-06-01'",
    index: index('customers', 'b7', { keys: [{ column: 'country' }, { column: 'created_at' }] }),
  },
  {
    query: "select sum(total) from orders where created_at >= '2025-12-01' and currency = 'GBP'",
    index: index('orders', 'b8', { keys: [{ column: 'currency' }, { column: 'created_at' }], include: ['total'] }),
  },
  {
    query: 'select * from orders where total > 390',
    index: index('orders', 'b9', { keys: [{ column: 'total' }] }),
  },
  {
    query: "select id from orders where shipped_at >= '2025-12-20' and shipped_at < '2025-12-21'",
    index: index('orders', 'b10', { keys: [{ column: 'shipped_at' }] }),
  },
  {
    query:
      'select c.name, o.total from customers c join orders o on o.customer_id = c.id where c.id between 40000 and 40050',
    index: index('orders', 'b11', { keys: [{ column: 'customer_id' }], include: ['total'] }),
  },
  {
    query: 'select id from products where attributes @> \'{"color": "red"}\' and price < 20',
    index: index('products', 'b12', {
      method: 'gin',
      keys: [{ column: 'attributes', operatorClass: 'jsonb_path_ops' }],
    }),
  },
];

import { DatabaseSchema } from '#vocabulary/database-schema.ts';

/**
 * A schema from a sketch, one table a line: `orders: id*, user_id>users, coupon_id?>coupons, total:numeric(12;2)`.
 * `*` is the primary key, `!` unique, `?` may be null, `>` refers to a table's primary key. A type is bigint unless said.
 */
export function sketched(sketch: string, database = 'shop'): DatabaseSchema {
  const tables = sketch
    .trim()
    .split('\n')
    .map((line) => {
      const [name = '', rest = ''] = line.trim().split(': ');
      return { name, columns: rest.split(', ').map(column) };
    });
  const keyOf = (table: string) =>
    tables.find(({ name }) => name === table)?.columns.flatMap(({ name, key }) => (key ? [name] : [])) ?? [];
  return DatabaseSchema.parse({
    engine: 'postgres',
    database,
    searchPath: ['public'],
    tables: tables.map(({ name, columns }) => ({
      schema: 'public',
      name,
      columns: columns.map(({ name, type, nullable }) => ({ name, type, nullable })),
      constraints: [
        { name: `${name}_pkey`, kind: 'primary-key', columns: keyOf(name), definition: '' },
        ...columns
          .filter(({ unique }) => unique)
          .map((one) => ({ name: `${name}_${one.name}_key`, kind: 'unique', columns: [one.name], definition: '' })),
        ...columns.flatMap(({ name: from, to }) =>
          to === undefined
            ? []
            : [
                {
                  name: `${name}_${from}_fkey`,
                  kind: 'foreign-key',
                  columns: [from],
                  definition: '',
                  references: {
                    schema: 'public',
                    table: to,
                    columns: keyOf(to).slice(0, 1),
                    onDelete: 'no action',
                    onUpdate: 'no action',
                  },
                },
              ],
        ),
      ],
    })),
  });
}

function column(text: string) {
  const [, name = '', marks = '', to, type = 'bigint'] = /^(\w+)([*!?]*)(?:>(\w+))?(?::(.+))?$/.exec(text) ?? [];
  return {
    name,
    type: type.replace(';', ','),
    key: marks.includes('*'),
    unique: marks.includes('!'),
    nullable: marks.includes('?'),
    ...(to === undefined ? {} : { to }),
  };
}

/** A shop of 32 tables: `users` is referred to by ten of them. */
export const shopSketch = `
audit_log: id*, actor_id?>users, action:text, payload:jsonb, created_at:timestamp with time zone
brands: id*, name:text
carriers: id*, name:text
cart_items: cart_id*>carts, variant_id*>product_variants, quantity:integer
carts: id*, user_id?>users, created_at:timestamp with time zone
categories: id*, parent_id?>categories, name:text, slug!:text
countries: code*:character(2), name:text
coupon_redemptions: id*, coupon_id>coupons, user_id>users, order_id!>orders
coupons: id*, code!:text, percent_off:numeric(5;2), valid_until?:date
order_lines: id*, order_id>orders, variant_id>product_variants, quantity:integer, unit_price:numeric(12;2)
orders: id*, user_id>users, shipping_address_id>user_addresses, billing_address_id?>user_addresses, coupon_id?>coupons, status:order_status
payments: id*, order_id>orders, amount:numeric(12;2), provider:text
product_categories: product_id*>products, category_id*>categories
product_images: id*, product_id>products, url:text, position:integer
product_tags: product_id*>products, tag_id*>tags
product_variants: id*, product_id>products, sku!:text, attributes:jsonb, price?:numeric(12;2)
products: id*, brand_id?>brands, sku!:text, name:text, description?:text, price:numeric(12;2)
refunds: id*, payment_id>payments, amount:numeric(12;2), reason?:text
review_votes: review_id*>reviews, user_id*>users, helpful:boolean
reviews: id*, product_id>products, user_id>users, rating:smallint, body?:text
schema_migrations: version*:text
shipment_lines: shipment_id*>shipments, order_line_id*>order_lines, quantity:integer
shipments: id*, order_id>orders, warehouse_id>warehouses, carrier_id>carriers, shipped_at?:timestamp with time zone
stock_items: warehouse_id*>warehouses, variant_id*>product_variants, quantity:integer
stock_movements: id*, warehouse_id>warehouses, variant_id>product_variants, delta:integer
tags: id*, name!:text
user_addresses: id*, user_id>users, street:text, country_code>countries:character(2)
user_settings: user_id*>users, locale:text
users: id*, email!:text, name:text, created_at:timestamp with time zone
warehouses: id*, name:text, country_code>countries:character(2)
wishlist_items: wishlist_id*>wishlists, product_id*>products
wishlists: id*, user_id>users, name:text`;

const subjects = ['billing', 'catalog', 'shipping', 'content', 'identity', 'support', 'inventory', 'marketing'];

/** So many tables in areas of about 15, each a tree with some cross links; all have a tenant, some were made by a user. */
export function areasSketch(tables: number): string {
  const count = Math.max(2, Math.round(tables / 15));
  const areaOf = (at: number) => `${subjects[at % subjects.length]}${at >= subjects.length ? at : ''}`;
  const lines = Array.from({ length: tables - 2 }, (_, at) => {
    const area = areaOf(at % count);
    const place = Math.floor(at / count);
    const parent = place === 0 ? '' : `, parent_id>${area}_t${Math.floor((place - 1) / 3)}`;
    const second = place > 3 && at % 4 === 0 ? `, other_id?>${area}_t${place - 3}` : '';
    const cross = at % 23 === 22 ? `, far_id?>${areaOf((at + 1) % count)}_t0` : '';
    const user = at % 3 === 0 ? ', created_by?>users' : '';
    const rest = Array.from({ length: at % 9 }, (_, nth) => `, value_${nth}:text`).join('');
    return `${area}_t${place}: id*, tenant_id>tenants${user}${parent}${second}${cross}${rest}`;
  });
  return ['tenants: id*, name:text', 'users: id*, tenant_id>tenants, email!:text', ...lines].join('\n');
}

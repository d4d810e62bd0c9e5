import type { Domain } from './domain.ts';
import { catalogue } from './e-commerce/catalogue.ts';
import { options } from './e-commerce/options.ts';
import { orders } from './e-commerce/orders.ts';
import { scenarios } from './e-commerce/scenarios.ts';
import { stock } from './e-commerce/stock.ts';
import { mergeParts } from './merge-parts.ts';
import { user } from './people.ts';

export const eCommerce: Domain = {
  id: 'e-commerce',
  title: 'an online shop',
  words: [
    'e-commerce',
    'ecommerce',
    'online shop',
    'online store',
    'web shop',
    'webshop',
    'web store',
    'shop',
    'storefront',
  ],
  part: mergeParts('e-commerce', [
    { entities: { user: { ...user, volume: { rows: 1_500_000, perYear: 600_000 } } } },
    catalogue,
    orders,
    stock,
    scenarios,
  ]),
  options,
  synonyms: {
    user: ['customer', 'buyer', 'shopper', 'client', 'account'],
    product: ['article', 'good', 'merchandise', 'catalogue'],
    order: ['purchase'],
    order_line: ['order item', 'line item', 'position'],
    cart: ['basket', 'shopping cart', 'shopping basket'],
    product_variant: ['variant', 'sku', 'size', 'colour'],
    shipment: ['delivery', 'parcel', 'shipping'],
    stock_level: ['stock', 'inventory'],
    category: ['department', 'shelf', 'collection'],
  },
  hints: ['sell', 'buy', 'checkout', 'retailer', 'price', 'merchant'],
};

import type { Domain } from './domain.ts';
import { counts } from './inventory/counts.ts';
import { options } from './inventory/options.ts';
import { places } from './inventory/places.ts';
import { products } from './inventory/products.ts';
import { scenarios } from './inventory/scenarios.ts';
import { stock } from './inventory/stock.ts';
import { transfers } from './inventory/transfers.ts';
import { mergeParts } from './merge-parts.ts';
import { user } from './people.ts';

export const inventory: Domain = {
  id: 'inventory',
  title: 'inventory and warehouses',
  words: [
    'inventory',
    'inventory management',
    'inventory system',
    'inventory control',
    'inventory tracking',
    'stock management',
    'stock control',
    'stock keeping',
    'stockroom',
    'warehouse management',
    'warehouse management system',
    'warehouse system',
    'warehousing',
    'wms',
  ],
  part: mergeParts('inventory', [
    { entities: { user: { ...user, volume: { rows: 5_000, perYear: 1_000 } } } },
    places,
    products,
    stock,
    transfers,
    counts,
    scenarios,
  ]),
  options,
  synonyms: {
    warehouse: ['depot', 'distribution center', 'storehouse', 'fulfilment center'],
    zone: ['warehouse area', 'aisle'],
    bin: ['bin location', 'storage location', 'storage bin', 'shelf', 'rack', 'slot'],
    product: ['item', 'article', 'sku', 'material', 'part'],
    unit: ['unit of measure'],
    lot: ['batch'],
    stock_level: ['stock', 'stock on hand', 'inventory level'],
    stock_movement: ['inventory movement', 'stock transaction', 'inventory transaction'],
    reservation: ['allocation', 'stock reservation'],
    transfer: ['stock transfer', 'warehouse transfer'],
    stock_count: ['count', 'cycle count', 'stocktake', 'stocktaking', 'inventory count', 'physical inventory'],
    supplier: ['vendor'],
  },
  hints: ['picking', 'putaway', 'replenishment', 'fifo', 'expiry date', 'forklift', 'pallet', 'goods in', 'stock'],
};

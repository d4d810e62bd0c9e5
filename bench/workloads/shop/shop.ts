import type { BenchWorkload } from '../workload.ts';
import { shopDatabase } from './shop-database.ts';
import { shopDesk } from './shop-desk.ts';
import { shopFront } from './shop-front.ts';
import { shopWrites } from './shop-writes.ts';

/** A web shop: what its pages, its service desk and its nightly jobs ask for. */
export const shop: BenchWorkload = {
  name: 'shop',
  database: shopDatabase,
  queries: (draw, scale) => [...shopFront(draw, scale), ...shopDesk(draw, scale), ...shopWrites(draw, scale)],
};

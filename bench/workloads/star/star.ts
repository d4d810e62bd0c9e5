import type { BenchWorkload } from '../workload.ts';
import { starDatabase } from './star-database.ts';
import { starOthers } from './star-others.ts';
import { starSales } from './star-sales.ts';

/** A chain of stores in a star schema: reports on sales, returns, stock and visits. */
export const star: BenchWorkload = {
  name: 'star',
  database: starDatabase,
  queries: (draw, scale) => [...starSales(draw, scale), ...starOthers(draw, scale)],
};

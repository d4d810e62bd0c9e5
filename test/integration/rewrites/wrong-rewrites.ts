import type { RewritePair } from './rewrite-pair.ts';
import { wrongAggregates } from './wrong/aggregates.ts';
import { wrongJoins } from './wrong/joins.ts';
import { wrongWithNulls } from './wrong/nulls.ts';
import { wrongOrders } from './wrong/order.ts';
import { wrongSets } from './wrong/sets.ts';
import { wrongValues } from './wrong/values.ts';

/** Rewrites that people do and that are wrong: each must be refuted, with a database that shows it. */
export const wrongRewrites: readonly RewritePair[] = [
  ...wrongWithNulls,
  ...wrongJoins,
  ...wrongSets,
  ...wrongAggregates,
  ...wrongOrders,
  ...wrongValues,
];

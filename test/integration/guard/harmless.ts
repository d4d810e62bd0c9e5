import { analystQueries } from './harmless/queries.ts';
import { typeQueries } from './harmless/types.ts';
import type { HarmlessCase } from './harmless-case.ts';

/** Queries that a guard must not stand in the way of. */
export const harmlessCases: readonly HarmlessCase[] = [...analystQueries, ...typeQueries];

import { conditionCases } from './index-cases/conditions.ts';
import type { IndexCase } from './index-cases/index-case.ts';
import { joinCases } from './index-cases/joins.ts';
import { invertedCases } from './index-cases/kinds-inverted.ts';
import { plainCases } from './index-cases/kinds-plain.ts';
import { shapeCases } from './index-cases/kinds-shapes.ts';
import { sizeCases } from './index-cases/kinds-size.ts';
import { methodCases } from './index-cases/methods.ts';
import { noIndexCases } from './index-cases/no-index.ts';
import { orderingCases } from './index-cases/ordering.ts';
import { secondSet } from './index-cases/second-set.ts';
import { thirdSet } from './index-cases/third-set.ts';
import { writeCases } from './index-cases/writes.ts';

/** Queries with the indexes that an expert would make for them, labelled before any tool was asked. */
export const indexCases: readonly IndexCase[] = [
  ...conditionCases,
  ...orderingCases,
  ...joinCases,
  ...methodCases,
  ...writeCases,
  ...noIndexCases,
  ...secondSet,
  ...thirdSet,
];

/** Queries whose best index is often no plain B-tree, labelled likewise. */
export const kindCases: readonly IndexCase[] = [...invertedCases, ...shapeCases, ...sizeCases, ...plainCases];

export { lastKinds } from './index-cases/kinds-last.ts';

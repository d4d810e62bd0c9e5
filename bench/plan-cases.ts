import { estimateCases } from './plan-cases/estimates.ts';
import { healthyJoinCases } from './plan-cases/healthy-joins.ts';
import { healthyOtherCases } from './plan-cases/healthy-others.ts';
import { healthyScanCases } from './plan-cases/healthy-scans.ts';
import { healthySortCases } from './plan-cases/healthy-sorts.ts';
import { indexScanCases } from './plan-cases/index-scans.ts';
import { joinCases } from './plan-cases/joins.ts';
import { partitionCases } from './plan-cases/partitions.ts';
import type { PlanCase } from './plan-cases/plan-case.ts';
import { scanCases } from './plan-cases/scans.ts';
import { sortCases } from './plan-cases/sorts.ts';
import { subqueryCases } from './plan-cases/subqueries.ts';
import { upkeepCases } from './plan-cases/upkeep.ts';
import { writeCases } from './plan-cases/writes.ts';

/** Plans with the faults that were planted in them, labelled before any rule was asked; the healthy ones have none. */
export const planCases: readonly PlanCase[] = [
  ...scanCases,
  ...indexScanCases,
  ...sortCases,
  ...joinCases,
  ...estimateCases,
  ...subqueryCases,
  ...partitionCases,
  ...writeCases,
  ...upkeepCases,
  ...healthyScanCases,
  ...healthySortCases,
  ...healthyJoinCases,
  ...healthyOtherCases,
];

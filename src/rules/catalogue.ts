// Made by scripts/generate.ts from the files that are there; do not edit.
import type { Rule } from '#contracts/rule.ts';
import { cartesianJoin } from './plan/cartesian-join.ts';
import { hashAggregateOnDisk } from './plan/hash-aggregate-on-disk.ts';
import { hashJoinInBatches } from './plan/hash-join-in-batches.ts';
import { indexOnlyScanFetchingHeap } from './plan/index-only-scan-fetching-heap.ts';
import { indexScanDiscardingRows } from './plan/index-scan-discarding-rows.ts';
import { jitDominating } from './plan/jit-dominating.ts';
import { joinFilterDiscardingRows } from './plan/join-filter-discarding-rows.ts';
import { largeOffset } from './plan/large-offset.ts';
import { lossyBitmap } from './plan/lossy-bitmap.ts';
import { nestedLoopOverManyRows } from './plan/nested-loop-over-many-rows.ts';
import { planningDominating } from './plan/planning-dominating.ts';
import { rowEstimateOff } from './plan/row-estimate-off.ts';
import { selectiveSequentialScan } from './plan/selective-sequential-scan.ts';
import { sequentialScanInLoop } from './plan/sequential-scan-in-loop.ts';
import { sortOnDisk } from './plan/sort-on-disk.ts';
import { subplanPerRow } from './plan/subplan-per-row.ts';
import { topNWithoutIndex } from './plan/top-n-without-index.ts';
import { unhashedNotIn } from './plan/unhashed-not-in.ts';
import { unindexablePredicate } from './plan/unindexable-predicate.ts';
import { workersNotLaunched } from './plan/workers-not-launched.ts';

export const rules: readonly Rule[] = [
  cartesianJoin,
  hashAggregateOnDisk,
  hashJoinInBatches,
  indexOnlyScanFetchingHeap,
  indexScanDiscardingRows,
  jitDominating,
  joinFilterDiscardingRows,
  largeOffset,
  lossyBitmap,
  nestedLoopOverManyRows,
  planningDominating,
  rowEstimateOff,
  selectiveSequentialScan,
  sequentialScanInLoop,
  sortOnDisk,
  subplanPerRow,
  topNWithoutIndex,
  unhashedNotIn,
  unindexablePredicate,
  workersNotLaunched,
];

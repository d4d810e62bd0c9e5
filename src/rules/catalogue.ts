// Made by scripts/generate.ts from the files that are there; do not edit.
import type { Rule } from '#contracts/rule.ts';
import { bitmapAndOfIndexes } from './plan/bitmap-and-of-indexes.ts';
import { bloatedTableScanned } from './plan/bloated-table-scanned.ts';
import { blocksReadFromDisk } from './plan/blocks-read-from-disk.ts';
import { branchNeverExecuted } from './plan/branch-never-executed.ts';
import { cartesianJoin } from './plan/cartesian-join.ts';
import { conflictingInsert } from './plan/conflicting-insert.ts';
import { cteJoinedByLoop } from './plan/cte-joined-by-loop.ts';
import { cteMaterializedForOneReader } from './plan/cte-materialized-for-one-reader.ts';
import { defaultFunctionEstimate } from './plan/default-function-estimate.ts';
import { distinctAfterFanOut } from './plan/distinct-after-fan-out.ts';
import { foreignKeyCheckDominating } from './plan/foreign-key-check-dominating.ts';
import { foreignScanWithoutPushdown } from './plan/foreign-scan-without-pushdown.ts';
import { gatherOfFewRows } from './plan/gather-of-few-rows.ts';
import { genericPlanOfSkewedParameter } from './plan/generic-plan-of-skewed-parameter.ts';
import { hashAggregateOnDisk } from './plan/hash-aggregate-on-disk.ts';
import { hashJoinInBatches } from './plan/hash-join-in-batches.ts';
import { incompleteInstrumentation } from './plan/incomplete-instrumentation.ts';
import { incrementalSortOfLargeGroups } from './plan/incremental-sort-of-large-groups.ts';
import { indexOnlyScanFetchingHeap } from './plan/index-only-scan-fetching-heap.ts';
import { indexRecheckDiscardingRows } from './plan/index-recheck-discarding-rows.ts';
import { indexScanDiscardingRows } from './plan/index-scan-discarding-rows.ts';
import { indexScanOverScatteredRows } from './plan/index-scan-over-scattered-rows.ts';
import { indexScanWithoutLeadingColumn } from './plan/index-scan-without-leading-column.ts';
import { intermediateResultOnDisk } from './plan/intermediate-result-on-disk.ts';
import { jitDominating } from './plan/jit-dominating.ts';
import { joinEstimateOff } from './plan/join-estimate-off.ts';
import { joinFilterDiscardingRows } from './plan/join-filter-discarding-rows.ts';
import { joinFilterWithOr } from './plan/join-filter-with-or.ts';
import { largeOffset } from './plan/large-offset.ts';
import { limitOverDiscardingIndexScan } from './plan/limit-over-discarding-index-scan.ts';
import { lossyBitmap } from './plan/lossy-bitmap.ts';
import { materializeRescanned } from './plan/materialize-rescanned.ts';
import { memoizeMissing } from './plan/memoize-missing.ts';
import { mergeJoinWithLargeSort } from './plan/merge-join-with-large-sort.ts';
import { nestedLoopOverManyRows } from './plan/nested-loop-over-many-rows.ts';
import { parallelWorkersUnbalanced } from './plan/parallel-workers-unbalanced.ts';
import { parallelismLost } from './plan/parallelism-lost.ts';
import { partitionPruningMissed } from './plan/partition-pruning-missed.ts';
import { partitionsNotPrunedAtRunTime } from './plan/partitions-not-pruned-at-run-time.ts';
import { plannerMethodDisabled } from './plan/planner-method-disabled.ts';
import { planningDominating } from './plan/planning-dominating.ts';
import { randomPageCostOfSpinningDisks } from './plan/random-page-cost-of-spinning-disks.ts';
import { rowEstimateOff } from './plan/row-estimate-off.ts';
import { rowLockWait } from './plan/row-lock-wait.ts';
import { selectDirtyingBlocks } from './plan/select-dirtying-blocks.ts';
import { selectiveSequentialScan } from './plan/selective-sequential-scan.ts';
import { sequentialScanInLoop } from './plan/sequential-scan-in-loop.ts';
import { singleRowEstimateOff } from './plan/single-row-estimate-off.ts';
import { sortOnDisk } from './plan/sort-on-disk.ts';
import { staleStatistics } from './plan/stale-statistics.ts';
import { subplanPerRow } from './plan/subplan-per-row.ts';
import { tooManyPartitions } from './plan/too-many-partitions.ts';
import { topNWithoutIndex } from './plan/top-n-without-index.ts';
import { triggerDominating } from './plan/trigger-dominating.ts';
import { unhashedNotIn } from './plan/unhashed-not-in.ts';
import { unindexablePredicate } from './plan/unindexable-predicate.ts';
import { walHeavyWrite } from './plan/wal-heavy-write.ts';
import { wholeTableCount } from './plan/whole-table-count.ts';
import { wideRowsFetched } from './plan/wide-rows-fetched.ts';
import { windowOverWholePartition } from './plan/window-over-whole-partition.ts';
import { workersNotLaunched } from './plan/workers-not-launched.ts';
import { writeToManyIndexes } from './plan/write-to-many-indexes.ts';

export const rules: readonly Rule[] = [
  bitmapAndOfIndexes,
  bloatedTableScanned,
  blocksReadFromDisk,
  branchNeverExecuted,
  cartesianJoin,
  conflictingInsert,
  cteJoinedByLoop,
  cteMaterializedForOneReader,
  defaultFunctionEstimate,
  distinctAfterFanOut,
  foreignKeyCheckDominating,
  foreignScanWithoutPushdown,
  gatherOfFewRows,
  genericPlanOfSkewedParameter,
  hashAggregateOnDisk,
  hashJoinInBatches,
  incompleteInstrumentation,
  incrementalSortOfLargeGroups,
  indexOnlyScanFetchingHeap,
  indexRecheckDiscardingRows,
  indexScanDiscardingRows,
  indexScanOverScatteredRows,
  indexScanWithoutLeadingColumn,
  intermediateResultOnDisk,
  jitDominating,
  joinEstimateOff,
  joinFilterDiscardingRows,
  joinFilterWithOr,
  largeOffset,
  limitOverDiscardingIndexScan,
  lossyBitmap,
  materializeRescanned,
  memoizeMissing,
  mergeJoinWithLargeSort,
  nestedLoopOverManyRows,
  parallelWorkersUnbalanced,
  parallelismLost,
  partitionPruningMissed,
  partitionsNotPrunedAtRunTime,
  plannerMethodDisabled,
  planningDominating,
  randomPageCostOfSpinningDisks,
  rowEstimateOff,
  rowLockWait,
  selectDirtyingBlocks,
  selectiveSequentialScan,
  sequentialScanInLoop,
  singleRowEstimateOff,
  sortOnDisk,
  staleStatistics,
  subplanPerRow,
  tooManyPartitions,
  topNWithoutIndex,
  triggerDominating,
  unhashedNotIn,
  unindexablePredicate,
  walHeavyWrite,
  wholeTableCount,
  wideRowsFetched,
  windowOverWholePartition,
  workersNotLaunched,
  writeToManyIndexes,
];

// Made by scripts/generate.ts from the files that are there; do not edit.
import type { Rule } from '#contracts/rule.ts';
import { coveredIndex } from './indexes/covered-index.ts';
import { duplicateIndex } from './indexes/duplicate-index.ts';
import { foreignKeyWithoutIndex } from './indexes/foreign-key-without-index.ts';
import { indexHinderingHotUpdates } from './indexes/index-hindering-hot-updates.ts';
import { invalidIndex } from './indexes/invalid-index.ts';
import { sequentialScansOfLargeTable } from './indexes/sequential-scans-of-large-table.ts';
import { unusedIndex } from './indexes/unused-index.ts';
import { cascadeDroppingMore } from './migration/cascade-dropping-more.ts';
import { checkValidatedUnderLock } from './migration/check-validated-under-lock.ts';
import { codeWithHiddenWork } from './migration/code-with-hidden-work.ts';
import { columnChangeRewritingTable } from './migration/column-change-rewriting-table.ts';
import { columnDefaultRewritingTable } from './migration/column-default-rewriting-table.ts';
import { columnDropped } from './migration/column-dropped.ts';
import { columnNarrowed } from './migration/column-narrowed.ts';
import { columnRenamed } from './migration/column-renamed.ts';
import { columnRequiredWithoutDefault } from './migration/column-required-without-default.ts';
import { columnWithInlineConstraint } from './migration/column-with-inline-constraint.ts';
import { concurrentlyInTransaction } from './migration/concurrently-in-transaction.ts';
import { concurrentlyOnPartitionedTable } from './migration/concurrently-on-partitioned-table.ts';
import { constraintDropped } from './migration/constraint-dropped.ts';
import { constraintValidatedBesideOthers } from './migration/constraint-validated-beside-others.ts';
import { databaseDropped } from './migration/database-dropped.ts';
import { domainColumnScanningTable } from './migration/domain-column-scanning-table.ts';
import { domainConstraintScanningTables } from './migration/domain-constraint-scanning-tables.ts';
import { enumValueRenamed } from './migration/enum-value-renamed.ts';
import { enumValueUsedInItsTransaction } from './migration/enum-value-used-in-its-transaction.ts';
import { exclusionConstraintUnderLock } from './migration/exclusion-constraint-under-lock.ts';
import { extensionRemoved } from './migration/extension-removed.ts';
import { foreignKeyAddedWithoutIndex } from './migration/foreign-key-added-without-index.ts';
import { foreignKeyLockingParent } from './migration/foreign-key-locking-parent.ts';
import { foreignKeyValidatedUnderLock } from './migration/foreign-key-validated-under-lock.ts';
import { functionDropped } from './migration/function-dropped.ts';
import { identifierTooLong } from './migration/identifier-too-long.ts';
import { indexBuildBlockingWrites } from './migration/index-build-blocking-writes.ts';
import { indexDroppedUnderLock } from './migration/index-dropped-under-lock.ts';
import { indexOfManyColumns } from './migration/index-of-many-columns.ts';
import { invalidIndexKept } from './migration/invalid-index-kept.ts';
import { lockTimeoutTooLong } from './migration/lock-timeout-too-long.ts';
import { lockWithoutTimeout } from './migration/lock-without-timeout.ts';
import { materializedViewRefreshedUnderLock } from './migration/materialized-view-refreshed-under-lock.ts';
import { notNullAddedForOldWriters } from './migration/not-null-added-for-old-writers.ts';
import { notNullDropped } from './migration/not-null-dropped.ts';
import { notNullScanningTable } from './migration/not-null-scanning-table.ts';
import { partitionAttachedWithScan } from './migration/partition-attached-with-scan.ts';
import { partitionDetachedUnderLock } from './migration/partition-detached-under-lock.ts';
import { partitionMadeUnderLock } from './migration/partition-made-under-lock.ts';
import { primaryKeyOverNullableColumn } from './migration/primary-key-over-nullable-column.ts';
import { privilegeRevoked } from './migration/privilege-revoked.ts';
import { reindexBlockingWrites } from './migration/reindex-blocking-writes.ts';
import { roleOrPasswordInMigration } from './migration/role-or-password-in-migration.ts';
import { rowSecurityWithoutPolicy } from './migration/row-security-without-policy.ts';
import { rowsChangedAtOnce } from './migration/rows-changed-at-once.ts';
import { rowsChangedWithSchema } from './migration/rows-changed-with-schema.ts';
import { rowsDeletedWithoutCondition } from './migration/rows-deleted-without-condition.ts';
import { schemaDroppedOrRenamed } from './migration/schema-dropped-or-renamed.ts';
import { securityDefinerWithoutSearchPath } from './migration/security-definer-without-search-path.ts';
import { severalTablesLocked } from './migration/several-tables-locked.ts';
import { statementBlockingTable } from './migration/statement-blocking-table.ts';
import { statementFailing } from './migration/statement-failing.ts';
import { statementNotRepeatable } from './migration/statement-not-repeatable.ts';
import { statementNotUnderstood } from './migration/statement-not-understood.ts';
import { tableDropped } from './migration/table-dropped.ts';
import { tableRenamed } from './migration/table-renamed.ts';
import { tableRewritten } from './migration/table-rewritten.ts';
import { tableTruncated } from './migration/table-truncated.ts';
import { timeoutSetAfterLock } from './migration/timeout-set-after-lock.ts';
import { transactionInsideFile } from './migration/transaction-inside-file.ts';
import { transactionLeftOpen } from './migration/transaction-left-open.ts';
import { uniqueConstraintBuildingIndex } from './migration/unique-constraint-building-index.ts';
import { unqualifiedNameAfterSearchPathChange } from './migration/unqualified-name-after-search-path-change.ts';
import { validatedInSameTransaction } from './migration/validated-in-same-transaction.ts';
import { versionOutOfOrder } from './migration/version-out-of-order.ts';
import { viewDroppedOrNarrowed } from './migration/view-dropped-or-narrowed.ts';
import { workBehindStrongLock } from './migration/work-behind-strong-lock.ts';
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
import { blankPaddedChar } from './schema/blank-padded-char.ts';
import { commaSeparatedList } from './schema/comma-separated-list.ts';
import { dateAsText } from './schema/date-as-text.ts';
import { duplicateConstraint } from './schema/duplicate-constraint.ts';
import { entityAttributeValue } from './schema/entity-attribute-value.ts';
import { enumAsFreeText } from './schema/enum-as-free-text.ts';
import { foreignKeyCycle } from './schema/foreign-key-cycle.ts';
import { foreignKeyTypeMismatch } from './schema/foreign-key-type-mismatch.ts';
import { godTable } from './schema/god-table.ts';
import { inconsistentNaming } from './schema/inconsistent-naming.ts';
import { inconsistentType } from './schema/inconsistent-type.ts';
import { isolatedTable } from './schema/isolated-table.ts';
import { jsonInsteadOfJsonb } from './schema/json-instead-of-jsonb.ts';
import { keyTooSmall } from './schema/key-too-small.ts';
import { localeBoundMoney } from './schema/locale-bound-money.ts';
import { missingForeignKey } from './schema/missing-foreign-key.ts';
import { missingUniqueKey } from './schema/missing-unique-key.ts';
import { moneyAsFloat } from './schema/money-as-float.ts';
import { moneyWithoutCurrency } from './schema/money-without-currency.ts';
import { nullableBoolean } from './schema/nullable-boolean.ts';
import { nullableUniqueColumn } from './schema/nullable-unique-column.ts';
import { overlappingKeyDependency } from './schema/overlapping-key-dependency.ts';
import { partialDependency } from './schema/partial-dependency.ts';
import { polymorphicForeignKey } from './schema/polymorphic-foreign-key.ts';
import { redundantCheck } from './schema/redundant-check.ts';
import { redundantColumn } from './schema/redundant-column.ts';
import { repeatedColumnGroup } from './schema/repeated-column-group.ts';
import { reservedWordName } from './schema/reserved-word-name.ts';
import { serialInsteadOfIdentity } from './schema/serial-instead-of-identity.ts';
import { tableWithoutPrimaryKey } from './schema/table-without-primary-key.ts';
import { timestampWithoutZone } from './schema/timestamp-without-zone.ts';
import { transitiveDependency } from './schema/transitive-dependency.ts';
import { unusedColumn } from './schema/unused-column.ts';
import { unvalidatedConstraint } from './schema/unvalidated-constraint.ts';
import { uuidAsText } from './schema/uuid-as-text.ts';
import { autovacuumOff } from './settings/autovacuum-off.ts';
import { backgroundWriterStoppingShort } from './settings/background-writer-stopping-short.ts';
import { cacheSizeBelowBuffers } from './settings/cache-size-below-buffers.ts';
import { checkpointWritesBunched } from './settings/checkpoint-writes-bunched.ts';
import { checkpointsRequested } from './settings/checkpoints-requested.ts';
import { connectionsNearlyUsedUp } from './settings/connections-nearly-used-up.ts';
import { fsyncOff } from './settings/fsync-off.ts';
import { fullPageImagesUncompressed } from './settings/full-page-images-uncompressed.ts';
import { fullPageWritesOff } from './settings/full-page-writes-off.ts';
import { idleTransactionsUnbounded } from './settings/idle-transactions-unbounded.ts';
import { ioTimingOff } from './settings/io-timing-off.ts';
import { jitDominatingPlans } from './settings/jit-dominating-plans.ts';
import { lockWaitsUnlogged } from './settings/lock-waits-unlogged.ts';
import { plannerMethodOffForAll } from './settings/planner-method-off-for-all.ts';
import { settingAwaitingRestart } from './settings/setting-awaiting-restart.ts';
import { sharedBuffersDefault } from './settings/shared-buffers-default.ts';
import { statementsNotCounted } from './settings/statements-not-counted.ts';
import { statisticsTargetLow } from './settings/statistics-target-low.ts';
import { synchronousCommitOff } from './settings/synchronous-commit-off.ts';
import { temporaryFilesUnlogged } from './settings/temporary-files-unlogged.ts';
import { tooManyConnectionsAllowed } from './settings/too-many-connections-allowed.ts';
import { vacuumLateOnLargeTables } from './settings/vacuum-late-on-large-tables.ts';
import { vacuumThrottled } from './settings/vacuum-throttled.ts';
import { walBuffersFull } from './settings/wal-buffers-full.ts';
import { workMemSpilling } from './settings/work-mem-spilling.ts';
import { forgottenStatements } from './workload/forgotten-statements.ts';
import { manyCallsOfTrivialStatement } from './workload/many-calls-of-trivial-statement.ts';
import { manyTextsOfOneStatement } from './workload/many-texts-of-one-statement.ts';
import { planFlip } from './workload/plan-flip.ts';
import { planningHeavierThanExecution } from './workload/planning-heavier-than-execution.ts';
import { repeatedStatement } from './workload/repeated-statement.ts';
import { statementDominatingTime } from './workload/statement-dominating-time.ts';
import { statementReadingFromDisk } from './workload/statement-reading-from-disk.ts';
import { statementSpillingToDisk } from './workload/statement-spilling-to-disk.ts';
import { unboundedResult } from './workload/unbounded-result.ts';
import { unstableStatementTime } from './workload/unstable-statement-time.ts';
import { walHeavyStatement } from './workload/wal-heavy-statement.ts';

export const indexRules: readonly Rule[] = [
  coveredIndex,
  duplicateIndex,
  foreignKeyWithoutIndex,
  indexHinderingHotUpdates,
  invalidIndex,
  sequentialScansOfLargeTable,
  unusedIndex,
];

export const migrationRules: readonly Rule[] = [
  cascadeDroppingMore,
  checkValidatedUnderLock,
  codeWithHiddenWork,
  columnChangeRewritingTable,
  columnDefaultRewritingTable,
  columnDropped,
  columnNarrowed,
  columnRenamed,
  columnRequiredWithoutDefault,
  columnWithInlineConstraint,
  concurrentlyInTransaction,
  concurrentlyOnPartitionedTable,
  constraintDropped,
  constraintValidatedBesideOthers,
  databaseDropped,
  domainColumnScanningTable,
  domainConstraintScanningTables,
  enumValueRenamed,
  enumValueUsedInItsTransaction,
  exclusionConstraintUnderLock,
  extensionRemoved,
  foreignKeyAddedWithoutIndex,
  foreignKeyLockingParent,
  foreignKeyValidatedUnderLock,
  functionDropped,
  identifierTooLong,
  indexBuildBlockingWrites,
  indexDroppedUnderLock,
  indexOfManyColumns,
  invalidIndexKept,
  lockTimeoutTooLong,
  lockWithoutTimeout,
  materializedViewRefreshedUnderLock,
  notNullAddedForOldWriters,
  notNullDropped,
  notNullScanningTable,
  partitionAttachedWithScan,
  partitionDetachedUnderLock,
  partitionMadeUnderLock,
  primaryKeyOverNullableColumn,
  privilegeRevoked,
  reindexBlockingWrites,
  roleOrPasswordInMigration,
  rowSecurityWithoutPolicy,
  rowsChangedAtOnce,
  rowsChangedWithSchema,
  rowsDeletedWithoutCondition,
  schemaDroppedOrRenamed,
  securityDefinerWithoutSearchPath,
  severalTablesLocked,
  statementBlockingTable,
  statementFailing,
  statementNotRepeatable,
  statementNotUnderstood,
  tableDropped,
  tableRenamed,
  tableRewritten,
  tableTruncated,
  timeoutSetAfterLock,
  transactionInsideFile,
  transactionLeftOpen,
  uniqueConstraintBuildingIndex,
  unqualifiedNameAfterSearchPathChange,
  validatedInSameTransaction,
  versionOutOfOrder,
  viewDroppedOrNarrowed,
  workBehindStrongLock,
];

export const planRules: readonly Rule[] = [
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

export const schemaRules: readonly Rule[] = [
  blankPaddedChar,
  commaSeparatedList,
  dateAsText,
  duplicateConstraint,
  entityAttributeValue,
  enumAsFreeText,
  foreignKeyCycle,
  foreignKeyTypeMismatch,
  godTable,
  inconsistentNaming,
  inconsistentType,
  isolatedTable,
  jsonInsteadOfJsonb,
  keyTooSmall,
  localeBoundMoney,
  missingForeignKey,
  missingUniqueKey,
  moneyAsFloat,
  moneyWithoutCurrency,
  nullableBoolean,
  nullableUniqueColumn,
  overlappingKeyDependency,
  partialDependency,
  polymorphicForeignKey,
  redundantCheck,
  redundantColumn,
  repeatedColumnGroup,
  reservedWordName,
  serialInsteadOfIdentity,
  tableWithoutPrimaryKey,
  timestampWithoutZone,
  transitiveDependency,
  unusedColumn,
  unvalidatedConstraint,
  uuidAsText,
];

export const settingRules: readonly Rule[] = [
  autovacuumOff,
  backgroundWriterStoppingShort,
  cacheSizeBelowBuffers,
  checkpointWritesBunched,
  checkpointsRequested,
  connectionsNearlyUsedUp,
  fsyncOff,
  fullPageImagesUncompressed,
  fullPageWritesOff,
  idleTransactionsUnbounded,
  ioTimingOff,
  jitDominatingPlans,
  lockWaitsUnlogged,
  plannerMethodOffForAll,
  settingAwaitingRestart,
  sharedBuffersDefault,
  statementsNotCounted,
  statisticsTargetLow,
  synchronousCommitOff,
  temporaryFilesUnlogged,
  tooManyConnectionsAllowed,
  vacuumLateOnLargeTables,
  vacuumThrottled,
  walBuffersFull,
  workMemSpilling,
];

export const workloadRules: readonly Rule[] = [
  forgottenStatements,
  manyCallsOfTrivialStatement,
  manyTextsOfOneStatement,
  planFlip,
  planningHeavierThanExecution,
  repeatedStatement,
  statementDominatingTime,
  statementReadingFromDisk,
  statementSpillingToDisk,
  unboundedResult,
  unstableStatementTime,
  walHeavyStatement,
];

export const rules: readonly Rule[] = [
  ...indexRules,
  ...migrationRules,
  ...planRules,
  ...schemaRules,
  ...settingRules,
  ...workloadRules,
];

// Made by scripts/generate.ts from the files that are there; do not edit.
import type { RewriteRule } from '#engines/postgres/rewrite/rule.ts';
import { allToMinMax } from './all-to-min-max.ts';
import { castOnColumnToCastOnValue } from './cast-on-column-to-cast-on-value.ts';
import { coalesceOnColumnRemoved } from './coalesce-on-column-removed.ts';
import { correlatedSubqueryToJoin } from './correlated-subquery-to-join.ts';
import { countToExists } from './count-to-exists.ts';
import { cteMaterialized } from './cte-materialized.ts';
import { cteToInline } from './cte-to-inline.ts';
import { distinctRemoved } from './distinct-removed.ts';
import { existsForDistinctJoin } from './exists-for-distinct-join.ts';
import { functionOnColumnToRange } from './function-on-column-to-range.ts';
import { havingCountRemoved } from './having-count-removed.ts';
import { havingToWhere } from './having-to-where.ts';
import { implicitJoinToExplicit } from './implicit-join-to-explicit.ts';
import { inListToValues } from './in-list-to-values.ts';
import { innerJoinRemoved } from './inner-join-removed.ts';
import { lateralTopN } from './lateral-top-n.ts';
import { leftJoinNullToNotExists } from './left-join-null-to-not-exists.ts';
import { leftJoinRemoved } from './left-join-removed.ts';
import { likeWithoutWildcardToEquality } from './like-without-wildcard-to-equality.ts';
import { notInToNotExists } from './not-in-to-not-exists.ts';
import { offsetToKeyset } from './offset-to-keyset.ts';
import { orToUnionAll } from './or-to-union-all.ts';
import { orderByInSubqueryRemoved } from './order-by-in-subquery-removed.ts';
import { outerToInnerJoin } from './outer-to-inner-join.ts';
import { repeatedScansToFilter } from './repeated-scans-to-filter.ts';
import { selfJoinToWindow } from './self-join-to-window.ts';
import { starToColumns } from './star-to-columns.ts';
import { unionToUnionAll } from './union-to-union-all.ts';

export const rewrites: readonly RewriteRule[] = [
  allToMinMax,
  castOnColumnToCastOnValue,
  coalesceOnColumnRemoved,
  correlatedSubqueryToJoin,
  countToExists,
  cteMaterialized,
  cteToInline,
  distinctRemoved,
  existsForDistinctJoin,
  functionOnColumnToRange,
  havingCountRemoved,
  havingToWhere,
  implicitJoinToExplicit,
  inListToValues,
  innerJoinRemoved,
  lateralTopN,
  leftJoinNullToNotExists,
  leftJoinRemoved,
  likeWithoutWildcardToEquality,
  notInToNotExists,
  offsetToKeyset,
  orToUnionAll,
  orderByInSubqueryRemoved,
  outerToInnerJoin,
  repeatedScansToFilter,
  selfJoinToWindow,
  starToColumns,
  unionToUnionAll,
];

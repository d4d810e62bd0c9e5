// Made by scripts/generate.ts from the files that are there; do not edit.

import { castOnColumnToCastOnValue } from './cast-on-column-to-cast-on-value.ts';
import { correlatedSubqueryToJoin } from './correlated-subquery-to-join.ts';
import { countToExists } from './count-to-exists.ts';
import { distinctRemoved } from './distinct-removed.ts';
import { functionOnColumnToRange } from './function-on-column-to-range.ts';
import { implicitJoinToExplicit } from './implicit-join-to-explicit.ts';
import { leftJoinNullToNotExists } from './left-join-null-to-not-exists.ts';
import { notInToNotExists } from './not-in-to-not-exists.ts';
import { offsetToKeyset } from './offset-to-keyset.ts';
import { orToUnionAll } from './or-to-union-all.ts';
import { orderByInSubqueryRemoved } from './order-by-in-subquery-removed.ts';
import type { RewriteRule } from './rule.ts';
import { starToColumns } from './star-to-columns.ts';

export const rewrites: readonly RewriteRule[] = [
  castOnColumnToCastOnValue,
  correlatedSubqueryToJoin,
  countToExists,
  distinctRemoved,
  functionOnColumnToRange,
  implicitJoinToExplicit,
  leftJoinNullToNotExists,
  notInToNotExists,
  offsetToKeyset,
  orToUnionAll,
  orderByInSubqueryRemoved,
  starToColumns,
];

import type { Run, WhatIf } from '#contracts/instrument.ts';
import type { IndexDefinition } from '#vocabulary/index-definition.ts';
import type { Measurement } from '#vocabulary/measurement.ts';
import { Plan } from '#vocabulary/plan.ts';

/**
 * A planner for one table, for tests: it reads all rows, or those that an index's leading keys leave, and sorts them
 * unless the index is in order. Its figures are made up; that they follow from the indexes is not.
 */
export interface TinyQuery {
  readonly table: string;
  readonly rows: number;
  /** Share of the rows left by `=` on each column. */
  readonly equal: Readonly<Record<string, number>>;
  readonly sort?: string;
}

interface Way {
  readonly cost: number;
  readonly index?: IndexDefinition;
  readonly kept: number;
}

function cheapestWay({ table, rows, equal, sort }: TinyQuery, indexes: readonly IndexDefinition[]): Way {
  const share = Object.values(equal).reduce((all, one) => all * one, 1);
  const kept = Math.max(1, rows * share);
  const sorting = sort === undefined ? 0 : kept * Math.log2(kept + 1) * 0.05;
  const ways = indexes
    .filter((index) => index.table === table && index.method === 'btree')
    .flatMap((index): readonly Way[] => {
      const columns = index.keys.map(({ column }) => column ?? '');
      const compared = columns.findIndex((column) => equal[column] === undefined);
      const leading = compared < 0 ? columns : columns.slice(0, compared);
      const isSorted = sort === undefined || columns[leading.length] === sort;
      if (leading.length === 0 && !isSorted) return [];
      const found = leading.reduce((all, column) => all * (equal[column] ?? 1), rows);
      return [{ index, kept, cost: 4 + found * (index.include.length > 0 ? 0.98 : 1) + (isSorted ? 0 : sorting) }];
    });
  return ways.reduce((best, way) => (way.cost < best.cost ? way : best), { cost: rows / 50 + sorting, kept });
}

function planOf(query: TinyQuery, { cost, index, kept }: Way, ran?: { readonly ms: number }): Plan {
  return Plan.parse({
    root: {
      id: '0',
      type: index === undefined ? 'Seq Scan' : 'Index Scan',
      schema: 'public',
      relation: query.table,
      ...(index === undefined ? { conditions: { filter: '(made up)' } } : { index: index.name }),
      estimated: { startupCost: 0, totalCost: cost, rows: kept, width: 8 },
      ...(ran === undefined ? {} : { actual: { startupMs: 0, totalMs: ran.ms, rows: kept, loops: 1 } }),
      ...(ran === undefined || index !== undefined ? {} : { removed: { filter: query.rows - kept } }),
      children: [],
    },
    analyzed: ran !== undefined,
    ...(ran === undefined ? {} : { executionMs: ran.ms }),
  });
}

export function tinyPlan(query: TinyQuery): Plan {
  return planOf(query, cheapestWay(query, []));
}

export function tinyWhatIf(query: TinyQuery): WhatIf {
  return {
    by: 'statistics twin, PostgreSQL 18.4',
    level: 'simulated',
    notes: [],
    ask: async ({ indexes }) => {
      const way = cheapestWay(query, indexes);
      return {
        plan: planOf(query, way),
        cost: way.cost,
        used: way.index === undefined ? [] : [way.index.name],
        bytes: Object.fromEntries(
          indexes.map(({ name, keys, include }) => [name, query.rows * 8 * (1 + keys.length + include.length)]),
        ),
      };
    },
  };
}

/** Time follows cost by default; `msOf` makes it otherwise. */
export function tinyRun(
  query: TinyQuery,
  more: { readonly msOf?: (cost: number) => number; readonly sameRows?: boolean | 'unknown' } = {},
): Run {
  const msOf = more.msOf ?? ((cost) => cost / 200);
  const measure = (indexes: readonly IndexDefinition[], runs: number): Measurement => {
    const way = cheapestWay(query, indexes);
    const ms = msOf(way.cost);
    return {
      milliseconds: Array.from({ length: runs }, () => ms),
      median: ms,
      rows: Math.round(way.kept),
      checksum: 'same',
      plan: planOf(query, way, { ms }),
    };
  };
  return {
    by: 'data twin, PostgreSQL 18.4',
    level: 'simulated',
    notes: ['Its rows are made up.'],
    rowsFrom: 'rows generated from the statistics',
    measure: async ({ runs }) => measure([], runs),
    compare: async ({ indexes, runs }) => ({
      before: measure([], runs),
      after: measure(indexes, runs),
      sameRows: more.sameRows ?? true,
      bytes: Object.fromEntries(indexes.map(({ name }) => [name, 24_000_000])),
      buildMs: Object.fromEntries(indexes.map(({ name }) => [name, 900])),
    }),
  };
}

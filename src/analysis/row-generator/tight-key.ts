import type { ColumnValues } from './column-values.ts';
import { createDispenser, type Dispenser } from './dispenser.ts';
import type { ForeignValues } from './foreign-values.ts';
import { scattered } from './random.ts';
import type { Way } from './solve-way.ts';
import type { TablePlan } from './table-plan.ts';

/** A key of several columns whose combinations are nearly all needed: they are gone through, each once. */
export interface TightKey {
  /** Puts the next combination into the row; nothing where there is none left. */
  readonly assign: (values: Map<string, string | null>) => void;
  readonly dispenser: Dispenser;
}

/** Below this share of the combinations, chance finds a free one soon enough. */
const tightFrom = 0.2;

/** Undefined where there is plenty of room, or the columns are not free of each other. */
export function tightKey(
  plan: TablePlan,
  way: Way,
  foreign: readonly ForeignValues[],
  columns: ReadonlyMap<string, ColumnValues>,
): TightKey | undefined {
  for (const rule of plan.uniques) {
    if (!rule.isPlain || rule.columns.length < 2) continue;
    const inside = foreign.filter(({ key }) => key.columns.some((column) => rule.columns.includes(column)));
    const covered = inside.flatMap(({ key }) => key.columns);
    const isFree =
      new Set(covered).size === covered.length &&
      inside.every(
        ({ key, nullable }) => nullable.length === 0 && key.columns.every((column) => rule.columns.includes(column)),
      );
    const plain = rule.columns.filter((column) => !covered.includes(column));
    const sources = plain.map((column) => columns.get(column)?.source);
    const isBound = plain.some(
      (column) =>
        way.relations.has(column) ||
        way.domains.get(column)?.nulls !== 'never' ||
        (columns.get(column)?.plan.isUnique ?? true),
    );
    if (
      !isFree ||
      isBound ||
      sources.some((source) => source === undefined) ||
      plan.selfKeys.some(({ columns: own }) => own.some((column) => rule.columns.includes(column)))
    )
      continue;
    const sizes = [...inside.map(({ pool }) => pool.size()), ...sources.map((source) => source?.count ?? 0)];
    const all = sizes.reduce((product, size) => product * size, 1);
    if (all === 0 || all > Number.MAX_SAFE_INTEGER || plan.rows < tightFrom * all) continue;
    const place = scattered(all);
    const dispenser = createDispenser(() => all);
    return {
      dispenser,
      assign: (values) => {
        const taken = dispenser.take();
        if (taken === undefined) return;
        let rest = place(taken);
        for (const [at, size] of sizes.entries()) {
          const ordinal = rest % size;
          rest = Math.floor(rest / size);
          const parent = inside[at];
          if (parent === undefined)
            values.set(plain[at - inside.length] ?? '', sources[at - inside.length]?.at(ordinal) ?? null);
          else
            for (const [which, column] of parent.key.columns.entries())
              values.set(column, parent.pool.key(ordinal)[which] ?? null);
        }
      },
    };
  }
  return undefined;
}

/** How many rows each table gets. */
export interface RowBudget {
  /** By the table's key. */
  readonly rows: ReadonlyMap<string, number>;
  /** 1 where all fit; 0.05 stands for 1:20. */
  readonly factor: number;
}

/** Tables below this are kept whole, if that fits: a scaled dimension would change every join. */
const smallTable = 10_000;

/** Scales all tables by one factor so that together they have no more than `most` rows; none is left empty by it. */
export function budgetRows(source: ReadonlyMap<string, number>, most: number): RowBudget {
  const sum = (values: Iterable<number>) => [...values].reduce((all, one) => all + one, 0);
  const total = sum(source.values());
  if (total <= most) return { rows: new Map(source), factor: 1 };
  const small = sum([...source.values()].filter((rows) => rows < smallTable));
  const keepsSmall = small <= most / 2;
  const factor = keepsSmall ? (most - small) / (total - small) : most / total;
  const scaled = (rows: number) => {
    if (rows === 0 || (keepsSmall && rows < smallTable)) return rows;
    return Math.max(1, Math.floor(rows * factor));
  };
  return { rows: new Map([...source].map(([key, rows]) => [key, scaled(rows)])), factor };
}

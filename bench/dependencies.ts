import { discoverDependencies } from '#analysis/dependencies/discover-dependencies.ts';
import type { ColumnValues } from '#analysis/dependencies/encode-columns.ts';
import { printTable } from './table.ts';

/** Rows that the naive way can stand: it compares each with each. */
const naiveRows = 2000;

/**
 * Functional dependencies of made-up orders: three planted chains, the rest noise of every cardinality. The naive way
 * compares every pair of rows; it runs on a part of the rows, beside our search on the very same part, and what it
 * would need for all of them is reckoned from its pairs a second.
 */
export async function benchDependencies(): Promise<void> {
  const rows: string[][] = [];
  for (const [count, width] of [
    [100_000, 20],
    [10_000, 60],
  ] as const) {
    const table = madeUpOrders(count, width);
    const part = table.map(({ name, values }) => ({ name, values: values.slice(0, naiveRows) }));
    const whole = run(() => discoverDependencies(table));
    const small = run(() => discoverDependencies(part));
    const naive = run(() => comparePairs(part));
    const { supported, accidental, key } = whole.value.counts;
    rows.push([
      `${count} x ${width}`,
      whole.ms.toFixed(0),
      ((count / whole.ms) * 1000).toFixed(0),
      `${supported} / ${accidental} / ${key}`,
      small.ms.toFixed(0),
      naive.ms.toFixed(0),
      `${(naive.ms / small.ms).toFixed(1)}x`,
      `${((naive.ms * (count / naiveRows) ** 2) / whole.ms).toFixed(0)}x`,
    ]);
  }
  printTable(
    'Functional dependencies, determinants of up to 3 columns',
    [
      'rows x columns',
      'ms',
      'rows/s',
      'supported/accidental/key',
      `ms (${naiveRows} rows)`,
      'all pairs ms',
      'ratio',
      'ratio at all rows (reckoned)',
    ],
    rows,
  );
}

function run<T>(action: () => T): { readonly ms: number; readonly value: T } {
  const start = performance.now();
  const value = action();
  return { ms: performance.now() - start, value };
}

/** Different sets of columns in which two rows agree, as bits: what refutes dependencies, by definition. */
function comparePairs(columns: readonly ColumnValues[]): number {
  const sets = new Map<number, Set<number>>();
  const rows = columns[0]?.values.length ?? 0;
  const values = columns.map((column) => column.values);
  for (let one = 0; one < rows; one += 1) {
    for (let other = one + 1; other < rows; other += 1) {
      const agreed = [0, 0];
      for (let at = 0; at < values.length; at += 1) {
        if (values[at]![one] === values[at]![other]) agreed[at >> 5]! |= 1 << (at & 31);
      }
      const [low, high] = agreed as [number, number];
      const highs = sets.get(low);
      if (highs === undefined) sets.set(low, new Set([high]));
      else highs.add(high);
    }
  }
  return [...sets.values()].reduce((sum, { size }) => sum + size, 0);
}

function madeUpOrders(rows: number, width: number): readonly { readonly name: string; readonly values: unknown[] }[] {
  let state = 42;
  const random = (below: number) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  const fill = (value: (row: number) => unknown) => Array.from({ length: rows }, (_, row) => value(row));
  const customer = fill(() => random(rows / 20));
  const product = fill(() => random(500));
  const planted = [
    { name: 'id', values: fill((row) => row) },
    { name: 'customer_email', values: customer.map((one) => `c${one}@example.com`) },
    { name: 'customer_name', values: customer.map((one) => `Customer ${one}`) },
    { name: 'city', values: customer.map((one) => `city ${(Number(one) * 31) % 97}`) },
    { name: 'country', values: customer.map((one) => ((Number(one) * 31) % 97) % 7) },
    { name: 'sku', values: product.map((one) => `P-${one}`) },
    { name: 'product_name', values: product.map((one) => `Product ${one}`) },
    { name: 'price', values: product.map((one) => (Number(one) * 37) % 211) },
  ];
  const noise = Array.from({ length: width - planted.length }, (_, at) => {
    const below = [2, 5, 30, 200, 1000, rows / 10, rows][at % 7] ?? 2;
    return { name: `noise_${at}`, values: fill(() => random(below)) };
  });
  return [...planted, ...noise];
}

/** What a statement gave: rows as the server prints them, or an error. */
export type Outcome =
  | { readonly kind: 'rows'; readonly columns: readonly OutcomeColumn[]; readonly rows: readonly OutcomeRow[] }
  | { readonly kind: 'error'; readonly code: string; readonly message: string };

export interface OutcomeColumn {
  readonly name: string;
  /** OID of the type. */
  readonly type: number;
}

export type OutcomeRow = readonly (string | null)[];

/**
 * A text that two outcomes share if they are the same: names and types of the columns, and the bag of the rows, or their
 * order too. Numbers count by value (1.0 is 1.00); floats to nine digits, since the order of adding up changes the last.
 */
export function fingerprint(outcome: Outcome, ordered: boolean): string {
  if (outcome.kind === 'error') return 'error';
  const { columns } = outcome;
  const rows = outcome.rows.map((row) =>
    JSON.stringify(row.map((value, at) => (value === null ? null : valueKey(value, columns[at]?.type ?? 0)))),
  );
  const inOrder = ordered ? rows : [...rows].sort();
  return [JSON.stringify(columns), ...inOrder].join('\n');
}

/** The same, with every value as it was printed. */
export function printedAlike(one: Outcome, other: Outcome): boolean {
  const text = (outcome: Outcome) =>
    outcome.kind === 'error'
      ? ''
      : [...outcome.rows]
          .map((row) => JSON.stringify(row))
          .sort()
          .join('\n');
  return text(one) === text(other);
}

const [numeric, real, double] = [1700, 700, 701];
const arraysOf: ReadonlyMap<number, number> = new Map([
  [1231, numeric],
  [1021, real],
  [1022, double],
]);

function valueKey(value: string, type: number): string {
  const element = arraysOf.get(type);
  if (element !== undefined) return value.replace(/[^{},"]+/g, (one) => valueKey(one, element));
  if (type === numeric) return value.includes('.') ? value.replace(/\.?0+$/, '') : value;
  if (type === real || type === double) {
    const number = Number(value);
    return Number.isFinite(number) ? (number + 0).toPrecision(type === real ? 5 : 9) : value;
  }
  return value;
}

/** Only the columns that both have, by name, in the order of the first. */
export function sharedColumns(one: Outcome, other: Outcome): readonly [Outcome, Outcome] {
  if (one.kind === 'error' || other.kind === 'error') return [one, other];
  const left = new Map<string, number[]>();
  for (const [at, { name }] of other.columns.entries()) left.set(name, [...(left.get(name) ?? []), at]);
  const pairs = one.columns.flatMap(({ name }, at) => {
    const found = left.get(name)?.shift();
    return found === undefined ? [] : [[at, found] as const];
  });
  const cut = (outcome: Outcome & { kind: 'rows' }, places: readonly number[]): Outcome => ({
    kind: 'rows',
    columns: places.flatMap((at) => outcome.columns[at] ?? []),
    rows: outcome.rows.map((row) => places.map((at) => row[at] ?? null)),
  });
  return [
    cut(
      one,
      pairs.map(([at]) => at),
    ),
    cut(
      other,
      pairs.map(([, at]) => at),
    ),
  ];
}

import { choose, hasBit } from './column-bits.ts';
import { bitsNeeded, type EvidenceScratch, weighEvidence } from './dependency-evidence.ts';
import type { ApproximateDependency, BreakingRow, DiscoveryOptions } from './discovery.ts';
import type { ColumnValues, EncodedColumn } from './encode-columns.ts';
import type { RowPartition } from './row-partition.ts';
import type { SearchedSet } from './search-lattice.ts';
import type { WorkBudget } from './work-budget.ts';

export interface ApproximateSearch {
  /** Is the set narrow enough, and is there anything left that it could nearly determine? */
  wants(set: SearchedSet): boolean;
  /** Weighs what the set nearly determines. */
  weigh(set: SearchedSet, groups: RowPartition): void;
  found(): readonly ApproximateDependency[];
  unseen(): readonly string[];
}

interface Setting {
  readonly given: readonly ColumnValues[];
  readonly columns: readonly EncodedColumn[];
  readonly rows: number;
  readonly scratch: EvidenceScratch;
  readonly budget: WorkBudget;
  readonly options: DiscoveryOptions;
  /** Where the rows stand in the values given. */
  readonly sample: Int32Array;
}

/** More are not told; the ones with the most evidence are. */
const mostTold = 200;
const mostExamples = 10;

/**
 * Dependencies that few rows break (g3 error), where the rows that hold to it are evidence enough that it is meant.
 * Weighed while the exact ones are searched, since the groups are at hand.
 */
export function approximateSearch(setting: Setting): ApproximateSearch {
  const { columns, rows, scratch, budget, options } = setting;
  const { maxError = 0.01, approximateWidth = 2 } = options;
  const found: (ApproximateDependency & { readonly members: readonly number[]; readonly at: number })[] = [];
  const weigh = (set: SearchedSet, groups: RowPartition) => {
    const determinant = set.members.flatMap((at) => columns[at] ?? []);
    // Of the rows that can break it, not of all: a determinant that hardly ever repeats is hardly ever broken.
    const mostBroken = Math.floor(maxError * groups.rows.length);
    if (mostBroken === 0) return;
    const needed = bitsNeeded(columns.length * choose(columns.length, determinant.length));
    columns.forEach((dependent, at) => {
      if (hasBit(set.all.low, set.all.high, at)) return;
      if (found.some((one) => one.at === at && one.members.every((member) => set.members.includes(member)))) return;
      const evidence = weighEvidence(groups, determinant, dependent, scratch, mostBroken);
      budget.spend(evidence === undefined ? Math.min(groups.rows.length, 4 * mostBroken) : groups.rows.length);
      if (evidence === undefined || evidence.broken === 0 || evidence.bits < needed) return;
      const { support, bits, broken } = evidence;
      found.push({
        determinant: determinant.map(({ name }) => name),
        dependent: [dependent.name],
        support,
        rows: evidence.rows,
        bits,
        error: broken / rows,
        broken,
        examples: breakingRows(setting, groups, determinant, dependent),
        members: set.members,
        at,
      });
    });
  };
  return {
    wants: (set) => maxError > 0 && set.members.length <= approximateWidth && !set.determinesAll,
    weigh,
    found: () =>
      [...found]
        .sort((one, other) => one.determinant.length - other.determinant.length || other.bits - one.bits)
        .slice(0, mostTold)
        .map(({ members: _, at: __, ...one }) => one),
    unseen: () =>
      found.length > mostTold
        ? [`${found.length - mostTold} of ${found.length} dependencies that nearly hold are not listed`]
        : [],
  };
}

function breakingRows(
  { given, options, sample }: Setting,
  { rows, starts }: RowPartition,
  determinant: readonly EncodedColumn[],
  dependent: EncodedColumn,
): readonly BreakingRow[] {
  const examples: BreakingRow[] = [];
  const cellOf = (name: string, row: number) => given.find((one) => one.name === name)?.values[row];
  const record = (names: readonly string[], row: number) =>
    Object.fromEntries(names.map((name) => [name, cellOf(name, row)]));
  for (let group = 0; group < starts.length - 1 && examples.length < mostExamples; group += 1) {
    const members = rows.subarray(starts[group], starts[group + 1]);
    const usual = usualRow(members, dependent.codes);
    for (const member of members) {
      if (dependent.codes[member] === dependent.codes[usual] || examples.length >= mostExamples) continue;
      const row = sample[member] as number;
      examples.push({
        row,
        key: record(options.rowKey ?? [], row),
        determinant: record(
          determinant.map(({ name }) => name),
          row,
        ),
        found: cellOf(dependent.name, row),
        usual: cellOf(dependent.name, sample[usual] as number),
      });
    }
  }
  return examples;
}

/** A row with the value that most of the rows have. */
function usualRow(members: Int32Array, codes: Int32Array): number {
  const counts = new Map<number, number>();
  let usual = members[0] as number;
  for (const member of members) {
    const code = codes[member] as number;
    const count = (counts.get(code) ?? 0) + 1;
    counts.set(code, count);
    if (count > (counts.get(codes[usual] as number) ?? 0)) usual = member;
  }
  return usual;
}

import { choose, placesOf } from './column-bits.ts';
import { agreementByChance, bitsNeeded, type EvidenceScratch, weighEvidence } from './dependency-evidence.ts';
import type { DependencyKind, DiscoveredDependency, DiscoveredKey, Discovery } from './discovery.ts';
import type { EncodedColumn } from './encode-columns.ts';
import { groupCount, type RowPartition } from './row-partition.ts';
import type { SearchedSet } from './search-lattice.ts';
import type { WorkBudget } from './work-budget.ts';

export interface DependencyTally {
  takeConstants(columns: readonly EncodedColumn[]): void;
  /** `groups`: the set's rows, where it determines something that no part of it does. */
  take(set: SearchedSet, groups: RowPartition | undefined): void;
  result(): Pick<Discovery, 'dependencies' | 'keys' | 'counts'> & { readonly unlisted: readonly string[] };
}

interface Setting {
  readonly columns: readonly EncodedColumn[];
  /** Names in the order of the table. */
  readonly order: readonly string[];
  readonly rows: number;
  /** No two rows agree in everything. */
  readonly isSet: boolean;
  readonly scratch: EvidenceScratch;
  readonly budget: WorkBudget;
  /** Most listed of each kind that says little. */
  readonly most: number;
}

/** Keeps what the search finds, with what speaks for it. */
export function dependencyTally({ columns, order, rows, isSet, scratch, budget, most }: Setting): DependencyTally {
  const counts: Record<DependencyKind | 'nullOnly', number> = {
    key: 0,
    constant: 0,
    supported: 0,
    accidental: 0,
    nullOnly: 0,
  };
  const dependencies: DiscoveredDependency[] = [];
  const keys: DiscoveredKey[] = [];
  let accidentalKeys = 0;
  const byChance = columns.map(agreementByChance);
  const place = new Map(order.map((name, at) => [name, at]));
  const ordered = (some: readonly EncodedColumn[]) =>
    some.map(({ name }) => name).sort((one, other) => (place.get(one) ?? 0) - (place.get(other) ?? 0));

  const takeKey = (members: readonly number[], determinant: readonly EncodedColumn[]) => {
    const together = members.reduce((share, at) => share * (byChance[at] ?? 1), 1);
    const kind = keyKind(members.length, rows, columns.length, together);
    if (kind === 'accidental') accidentalKeys += 1;
    if (kind === 'accidental' && accidentalKeys > most) return;
    keys.push({ columns: ordered(determinant), kind, hasNulls: determinant.some(({ nulls }) => nulls > 0) });
  };
  const takeDependent = (determinant: readonly EncodedColumn[], dependent: EncodedColumn, groups: RowPartition) => {
    const isUnique = groupCount(groups) === 0;
    if (!isUnique) budget.spend(groups.rows.length);
    const weighed = isUnique ? nothing : weighEvidence(groups, determinant, dependent, scratch);
    if (weighed === undefined) return;
    if (!isUnique && weighed.support === 0) {
      counts.nullOnly += 1;
      return;
    }
    const isSupported = weighed.bits >= bitsNeeded(columns.length * choose(columns.length, determinant.length));
    const kind = isUnique ? 'key' : isSupported ? 'supported' : 'accidental';
    counts[kind] += 1;
    if (!isSupported && counts[kind] > most) return;
    const { support, bits } = weighed;
    dependencies.push({
      determinant: ordered(determinant),
      dependent: [dependent.name],
      kind,
      support,
      rows: weighed.rows,
      bits,
    });
  };
  return {
    takeConstants: (constants) => {
      for (const { name, nulls } of constants) {
        counts[nulls === rows ? 'nullOnly' : 'constant'] += 1;
        if (nulls === rows) continue;
        dependencies.push({ determinant: [], dependent: [name], kind: 'constant', support: 1, rows, bits: 0 });
      }
    },
    take: (set, groups) => {
      const determinant = set.members.flatMap((at) => columns[at] ?? []);
      if (set.determinesAll && isSet) takeKey(set.members, determinant);
      if (groups === undefined) return;
      for (const at of placesOf(set.gained)) {
        const dependent = columns[at];
        if (dependent !== undefined) takeDependent(determinant, dependent, groups);
      }
    },
    result: () => ({
      dependencies: [...dependencies].sort(bestFirst),
      keys,
      counts,
      unlisted: unlistedOf(counts, accidentalKeys, most),
    }),
  };
}

/** A determinant that never repeats says nothing. */
const nothing = { support: 0, rows: 0, bits: 0 };

/** Is it a surprise that no two rows agree in the columns? `together`: how likely two rows agree by chance. */
function keyKind(width: number, rows: number, columns: number, together: number): DiscoveredKey['kind'] {
  // Pairs of rows that would agree if the columns had nothing to do with each other; none has the probability e^-twins.
  const twins = width === 1 ? rows : ((rows * (rows - 1)) / 2) * together;
  return twins * Math.LOG2E >= bitsNeeded(choose(columns, width)) ? 'supported' : 'accidental';
}

/** What one would act on first. */
function bestFirst(one: DiscoveredDependency, other: DiscoveredDependency): number {
  const rank: Readonly<Record<DependencyKind, number>> = { supported: 0, constant: 1, accidental: 2, key: 3 };
  return (
    rank[one.kind] - rank[other.kind] || one.determinant.length - other.determinant.length || other.bits - one.bits
  );
}

function unlistedOf(
  counts: Readonly<Record<DependencyKind, number>>,
  accidentalKeys: number,
  most: number,
): readonly string[] {
  const long = [
    ['dependencies on a key', counts.key],
    ['accidental dependencies', counts.accidental],
    ['accidental keys', accidentalKeys],
  ] as const;
  return long
    .filter(([, count]) => count > most)
    .map(([what, count]) => `${count - most} of ${count} ${what} are not listed`);
}

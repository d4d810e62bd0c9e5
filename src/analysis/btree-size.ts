import type { IndexKeySize, IndexShape, IndexSize } from './index-shape.ts';
import { align8, isFixedSize, tupleBytes } from './index-tuple.ts';
import { combineClasses, type ValueClass, valueClasses } from './value-classes.ts';

/*
 * How CREATE INDEX fills a B-tree: src/backend/access/nbtree/nbtsort.c (_bt_buildadd, _bt_sort_dedup_finish_pending)
 * and https://www.postgresql.org/docs/18/btree.html#BTREE-DEDUPLICATION
 */
const pageBytes = 8192;
/** Page header, the tree's own 16 bytes at the end, and the line pointer of the high key. */
const pageOverhead = 24 + 16 + 4;
const linePointer = 4;
const rowPointer = 6;
/** A tenth of a page, less its line pointer, at a multiple of eight. */
const longestPosting = 808;
const innerFill = 70;

/** Pages of a freshly built B-tree, with equal keys stored once where PostgreSQL (13 and later) does so. */
export function btreeSize(index: IndexShape): IndexSize {
  const leaves = Math.max(1, leafPages(index));
  let pages = leaves;
  let level = 0;
  for (let below = leaves; below > 1; level++) {
    below = Math.ceil(below / downlinksOnPage(index));
    pages += below;
  }
  return { pages: Math.ceil(pages) + 1, treeLevel: level };
}

/** Whether equal keys are stored once: not in unique indexes, nor where equal values may differ in their bytes. */
export function deduplicates({ unique, keys, include }: IndexShape): boolean {
  return !unique && include.length === 0 && keys.every((key) => key.deduplicates ?? !differInBytes.test(key.type));
}

/** 1.0 = 1.00, -0 = 0, 'a ' = 'a', 1 day = 24 hours: equal, yet not the same bytes. */
const differInBytes =
  /^(numeric|real|double precision|jsonb|interval|character\(|character$|bpchar|record)|\[\]$|range$/;

function leafPages(index: IndexShape): number {
  const { rows, keys, include } = index;
  if (rows < 1) return 1;
  const usable = usableOnLeaf(index.fillfactor ?? 90);
  if (!deduplicates(index)) {
    const attributes = [...keys, ...include];
    const onPage = usable / (tupleBytes(attributes) + linePointer);
    // Tuples of many sizes: the one that passes the mark opens the next page.
    return rows / Math.max(1, isFixedSize(attributes) ? Math.floor(onPage) : onPage - 0.5);
  }
  return duplicateGroups(index).reduce((pages, group) => pages + pagesOfGroup(group, usable), 0);
}

/** Equal keys: `count` different values could stand in the index, each in `rows` rows on average; `key` is the size of their tuple. */
interface DuplicateGroup {
  readonly count: number;
  readonly rows: number;
  readonly key: number;
  /** Rows of one key lie together: they were made together, and their number scatters less than by chance. */
  readonly together: boolean;
}

function duplicateGroups({ keys, rows, tableRows = rows }: IndexShape): readonly DuplicateGroup[] {
  const isUnique = keys.some((key) => (key.distinct ?? tableRows) > 0.95 * tableRows);
  return nullPatterns(keys).flatMap(({ share, pattern }) => {
    const present = pattern.filter((key) => key.nullFraction === 0);
    const key = tupleBytes(pattern);
    const inPattern = share * rows;
    if (present.length === 0) return [{ count: 1, rows: inPattern, key, together: true }];
    if (isUnique && present.length === keys.length) return [{ count: inPattern, rows: 1, key, together: true }];
    const together = keys.length === 1 && Math.abs(keys[0]?.correlation ?? 0) > 0.98;
    return combineClasses(present.map(({ classes }) => classes)).map((one) => ({
      count: one.count,
      rows: one.share * inPattern,
      key,
      together,
    }));
  });

  /** Which keys are null together, as if they had nothing to do with each other. */
  function nullPatterns(all: readonly IndexKeySize[]) {
    const patterns = all.reduce<readonly { readonly share: number; readonly pattern: readonly SpreadKey[] }[]>(
      (before, each) => {
        const nulls = each.nullFraction ?? 0;
        const classes = valueClasses(each, tableRows);
        return before.flatMap(({ share, pattern }) => [
          { share: share * (1 - nulls), pattern: [...pattern, { ...each, nullFraction: 0, classes }] },
          { share: share * nulls, pattern: [...pattern, { ...each, nullFraction: 1, classes: [] }] },
        ]);
      },
      [{ share: 1, pattern: [] }],
    );
    return patterns.filter(({ share }) => share * rows >= 0.5);
  }
}

type SpreadKey = IndexKeySize & { readonly classes: readonly ValueClass[] };

/** Groups that turn out empty take nothing. */
function pagesOfGroup(group: DuplicateGroup, usable: number): number {
  const { key, rows } = group;
  const longest = Math.max(1, Math.floor((longestPosting - key) / rowPointer));
  if (rows > longest / 2) {
    // Long lists: cut into postings of the greatest length, and a rest.
    const full = Math.floor(rows / longest);
    const rest = rows - full * longest;
    const perPage = Math.floor(usable / (postingBytes(key, longest) + linePointer));
    const bytesOfRest = rest < 1 ? 0 : postingBytes(key, rest) + linePointer;
    return group.count * (full / perPage + bytesOfRest / usable);
  }
  const bytes = expectedBytes(group);
  // The last posting on a page leaves only its key behind, so a page may hold a little more.
  const spare = Math.max(0, bytes.mean - key - linePointer);
  return (bytes.count * bytes.mean) / Math.max(bytes.mean, usable + spare - bytes.mean / 2);
}

function postingBytes(key: number, rows: number): number {
  return rows < 1.5 ? key : align8(key + rows * rowPointer);
}

/** Mean size and number of the groups that are not empty: rows scatter at random (Poisson) about their mean. */
function expectedBytes({ count, rows, key, together }: DuplicateGroup): {
  readonly mean: number;
  readonly count: number;
} {
  const size = (length: number) => postingBytes(key, length) + linePointer;
  if (together && rows === 1) return { mean: size(1), count };
  const filled = -Math.expm1(-rows);
  let share = Math.exp(-rows) * rows;
  let sum = 0;
  for (let length = 1; length < rows + 12 * Math.sqrt(rows) + 12; length++) {
    sum += share * size(length);
    share *= rows / (length + 1);
  }
  const byChance = { mean: sum / filled, count: count * filled };
  if (!together) return byChance;
  const each = Math.max(1, rows / filled);
  const [low, high] = [Math.floor(each), Math.floor(each) + 1];
  const even = size(low) * (high - each) + size(high) * (each - low);
  return { mean: (byChance.mean + even) / 2, count: byChance.count };
}

/** Bytes for tuples and their line pointers until CREATE INDEX starts the next page. */
function usableOnLeaf(fillfactor: number): number {
  return pageBytes - pageOverhead - linePointer - Math.floor((pageBytes * (100 - fillfactor)) / 100);
}

/** An inner page keeps only as many leading columns as tell two leaves apart: mostly the first. */
function downlinksOnPage({ keys }: IndexShape): number {
  const usable = pageBytes - pageOverhead - Math.floor((pageBytes * (100 - innerFill)) / 100);
  return Math.max(2, Math.floor(usable / (tupleBytes(keys.slice(0, 1)) + linePointer)));
}

import type { IndexKeySize, IndexShape, IndexSize } from './index-shape.ts';

/*
 * How CREATE INDEX fills a B-tree: src/backend/access/nbtree/nbtsort.c (_bt_buildadd, _bt_sort_dedup_finish_pending)
 * and https://www.postgresql.org/docs/18/btree.html#BTREE-DEDUPLICATION
 */
const pageBytes = 8192;
/** Page header, the tree's own 16 bytes at the end, and the line pointer of the high key. */
const pageOverhead = 24 + 16 + 4;
const linePointer = 4;
const tupleHeader = 8;
const rowPointer = 6;
/** A tenth of a page, less its line pointer. */
const longestPosting = 812;
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
    const bytes = tupleBytes([...keys, ...include]) + linePointer;
    return rows / Math.max(1, Math.floor(usable / bytes));
  }
  return duplicateGroups(index).reduce((pages, group) => pages + pagesOfGroup(group, usable), 0);
}

/** Equal keys: `count` different ones stand in `rows` rows; `key` is the size of their tuple. */
interface DuplicateGroup {
  readonly count: number;
  readonly rows: number;
  readonly key: number;
}

function duplicateGroups({ keys, rows }: IndexShape): readonly DuplicateGroup[] {
  const [first] = keys;
  if (keys.length === 1 && first) {
    return valueClasses(first, rows).map(({ count, share, isNull }) => ({
      count: Math.min(count, Math.max(1, count * share * rows)),
      rows: count * share * rows,
      key: tupleBytes([{ ...first, nullFraction: isNull ? 1 : 0 }]),
    }));
  }
  const key = tupleBytes(keys);
  const isUnique = keys.some((each) => (each.distinct ?? rows) > 0.95 * rows);
  if (isUnique) return [{ count: rows, rows, key }];
  return combinations(keys.map((each) => fewer(valueClasses(each, rows)))).map(({ count, share }) => {
    const expected = share * rows;
    return { count: Math.max(1e-9, count * -Math.expm1(-expected)), rows: count * expected, key };
  });
}

/** `count` different values, each in this share of the rows. */
interface ValueClass {
  readonly count: number;
  readonly share: number;
  readonly isNull?: boolean;
}

function valueClasses(key: IndexKeySize, rows: number): readonly ValueClass[] {
  const nulls = key.nullFraction ?? 0;
  const common = (key.commonFrequencies ?? []).filter((share) => share > 0);
  const rest = Math.max(0, 1 - nulls - common.reduce((sum, share) => sum + share, 0));
  const count = Math.max(1, Math.min((key.distinct ?? rows) - common.length, rest * rows));
  return [
    ...(nulls > 0 ? [{ count: 1, share: nulls, isNull: true }] : []),
    ...common.map((share) => ({ count: 1, share })),
    ...(rest * rows < 1 ? [] : [{ count, share: rest / count }]),
  ];
}

/** At most about a dozen classes: neighbours in frequency are taken together. */
function fewer(classes: readonly ValueClass[]): readonly ValueClass[] {
  const sorted = [...classes].sort((a, b) => b.share - a.share);
  const step = Math.ceil(sorted.length / 12);
  return Array.from({ length: Math.ceil(sorted.length / step) }, (_, at) => {
    const together = sorted.slice(at * step, (at + 1) * step);
    const count = together.reduce((sum, each) => sum + each.count, 0);
    return { count, share: together.reduce((sum, each) => sum + each.count * each.share, 0) / count };
  });
}

/** As if the columns had nothing to do with each other. */
function combinations(columns: readonly (readonly ValueClass[])[]): readonly ValueClass[] {
  return columns.reduce<readonly ValueClass[]>(
    (all, column) =>
      fewer(all).flatMap((a) => column.map((b) => ({ count: a.count * b.count, share: a.share * b.share }))),
    [{ count: 1, share: 1 }],
  );
}

function pagesOfGroup(group: DuplicateGroup, usable: number): number {
  const { key } = group;
  const longest = Math.max(1, Math.floor((longestPosting - key) / rowPointer));
  const mean = group.rows / group.count;
  if (mean > longest / 2) {
    // Long lists: cut into postings of the greatest length, and a rest.
    const full = Math.floor(mean / longest);
    const rest = mean - full * longest;
    const perPage = Math.floor(usable / (postingBytes(key, longest) + linePointer));
    const bytesOfRest = rest < 1 ? 0 : postingBytes(key, rest) + linePointer;
    return group.count * (full / perPage + bytesOfRest / usable);
  }
  const bytes = expectedBytes(mean, (length) => postingBytes(key, length) + linePointer);
  // The last posting on a page leaves only its key behind, so a page may hold a little more.
  const spare = Math.max(0, bytes - key - linePointer);
  return (group.count * bytes) / Math.max(bytes, usable + spare - bytes / 2);
}

function postingBytes(key: number, rows: number): number {
  return rows < 1.5 ? key : align8(key + rows * rowPointer);
}

/** Mean over group sizes that scatter at random about `mean`, none of them empty (zero-truncated Poisson). */
function expectedBytes(mean: number, bytes: (rows: number) => number): number {
  if (mean < 1.0001) return bytes(1);
  let rate = mean;
  for (let round = 0; round < 40; round++) rate = mean * -Math.expm1(-rate);
  let share = (rate * Math.exp(-rate)) / -Math.expm1(-rate);
  let sum = 0;
  for (let rows = 1; rows < mean + 12 * Math.sqrt(mean) + 12; rows++) {
    sum += share * bytes(rows);
    share *= rate / (rows + 1);
  }
  return sum;
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

/**
 * Mean size of a tuple: a header, a bitmap where any value is null, the others at their alignment, all rounded up to
 * eight bytes. Widths of strings are taken to scatter evenly about their mean.
 */
function tupleBytes(attributes: readonly IndexKeySize[]): number {
  const scatters = [-0.2, -0.15, -0.1, -0.05, 0, 0.05, 0.1, 0.15, 0.2];
  const sizes = scatters.map((scatter) => meanOverNulls(attributes, scatter));
  return sizes.reduce((sum, size) => sum + size, 0) / sizes.length;
}

function meanOverNulls(attributes: readonly IndexKeySize[], scatter: number): number {
  const walk = (at: number, bytes: number, anyNull: boolean): number => {
    const attribute = attributes[at];
    if (attribute === undefined) return align8((anyNull ? 2 * tupleHeader : tupleHeader) + bytes);
    const nulls = attribute.nullFraction ?? 0;
    const { width, alignment, isFixed } = attributeLayout(attribute);
    const present = () => walk(at + 1, alignTo(bytes, alignment) + width * (isFixed ? 1 : 1 + scatter), anyNull);
    if (nulls < 0.005) return present();
    return nulls * walk(at + 1, bytes, true) + (nulls > 0.995 ? 0 : (1 - nulls) * present());
  };
  return walk(0, 0, false);
}

interface AttributeLayout {
  readonly width: number;
  readonly alignment: number;
  readonly isFixed: boolean;
}

function attributeLayout(key: IndexKeySize): AttributeLayout {
  const fixed = layoutOf(key.type);
  if (fixed) return { width: fixed[0], alignment: fixed[1], isFixed: true };
  const width = key.width ?? 16;
  if (key.alignment !== undefined) return { width, alignment: key.alignment, isFixed: true };
  // Up to 126 bytes a string has a header of one byte and no alignment; short ones hardly scatter.
  return { width, alignment: width > 127 ? 4 : 1, isFixed: /^character(\(|$)/.test(key.type) };
}

function layoutOf(type: string): readonly [bytes: number, alignment: number] | undefined {
  return fixedTypes.get(type.replace(/\(\d+(,-?\d+)?\)/, ''));
}

/** Bytes and alignment (pg_type.typlen, typalign). */
const fixedTypes = new Map<string, readonly [number, number]>([
  ['boolean', [1, 1]],
  ['"char"', [1, 1]],
  ['smallint', [2, 2]],
  ['integer', [4, 4]],
  ['bigint', [8, 8]],
  ['oid', [4, 4]],
  ['real', [4, 4]],
  ['double precision', [8, 8]],
  ['money', [8, 8]],
  ['date', [4, 4]],
  ['timestamp without time zone', [8, 8]],
  ['timestamp with time zone', [8, 8]],
  ['time without time zone', [8, 8]],
  ['time with time zone', [12, 8]],
  ['interval', [16, 8]],
  ['uuid', [16, 1]],
  ['name', [64, 1]],
  ['macaddr', [6, 4]],
  ['macaddr8', [8, 4]],
  ['pg_lsn', [8, 8]],
  ['point', [16, 8]],
  ['box', [32, 8]],
]);

function align8(bytes: number): number {
  return alignTo(bytes, 8);
}

function alignTo(bytes: number, alignment: number): number {
  return Math.ceil(bytes / alignment) * alignment;
}

import { btreeSize } from './btree-size.ts';
import { ginPages } from './gin-size.ts';
import type { IndexKeySize, IndexShape, IndexSize } from './index-shape.ts';

/** Size of a freshly built index, from what the planner knows of its table: no row is read. */
export function indexPages(index: IndexShape): IndexSize {
  switch (index.method) {
    case 'btree':
      return btreeSize(index);
    case 'hash':
      return { pages: hashPages(index) };
    case 'gin':
      return { pages: ginPages(index) };
    case 'brin':
      return { pages: brinPages(index) };
    case 'gist':
    case 'spgist':
      return { pages: searchTreePages(index) };
    default:
      return { pages: Math.max(1, Math.ceil((index.rows * 4) / 8152)) + 1 };
  }
}

/**
 * A bucket is filled to 75 %, with entries of 20 bytes; the number of buckets is a power of two, from 1024 on in
 * quarter steps between them (src/backend/access/hash/hashutil.c, _hash_spareindex). Full buckets overflow.
 */
function hashPages({ rows, keys }: IndexShape): number {
  const perBucket = Math.floor((8192 * 0.75) / 20);
  const perPage = Math.floor(8152 / 20);
  const wanted = Math.max(2, rows / perBucket);
  const power = 2 ** Math.ceil(Math.log2(wanted));
  const steps = [5 / 8, 6 / 8, 7 / 8, 1].map((share) => power * share);
  const buckets = power <= 1024 ? power : (steps.find((step) => step >= wanted) ?? power);
  const common = (keys[0]?.commonFrequencies ?? []).reduce(
    (sum, share) => sum + Math.floor((share * rows) / perPage),
    0,
  );
  return Math.ceil(buckets + common + 2);
}

/** https://www.postgresql.org/docs/18/brin.html: one summary a range of pages, and a map of six bytes a range. */
function brinPages({ heapPages, pagesPerRange = 128, keys }: IndexShape): number {
  const ranges = Math.max(1, Math.ceil(heapPages / pagesPerRange));
  const summary = align8(8 + keys.reduce((sum, key) => sum + 2 * valueBytes(key), 0)) + 4;
  return 1 + Math.ceil(ranges / 1360) + Math.ceil((ranges * summary) / 8152);
}

/** Entries are inserted one by one, which leaves pages about three quarters full; points are sorted first. */
function searchTreePages({ rows, keys, include, fillfactor = 90 }: IndexShape): number {
  const attributes = [...keys, ...include];
  const bytes = align8(8 + attributes.reduce((sum, key) => sum + treeValueBytes(key), 0)) + 4;
  const isSorted = keys.every((key) => key.type === 'point');
  return 1 + Math.ceil((rows * bytes) / (8152 * (isSorted ? fillfactor / 100 : 0.72)));
}

/** A trigram takes three bytes beside the others of its value. */
function treeValueBytes(key: IndexKeySize): number {
  return key.elements ? 5 + 3 * key.elements.perRow : valueBytes(key);
}

function valueBytes(key: IndexKeySize): number {
  return (key.width ?? 8) * (1 - (key.nullFraction ?? 0));
}

function align8(bytes: number): number {
  return Math.ceil(bytes / 8) * 8;
}

import { brinPages } from './brin-size.ts';
import { btreeSize } from './btree-size.ts';
import { ginPages } from './gin-size.ts';
import { hashPages } from './hash-size.ts';
import type { IndexKeySize, IndexShape, IndexSize } from './index-shape.ts';
import { searchTreePages } from './search-tree-size.ts';

/** Size of a freshly built index, from what the planner knows of its table: no row is read. */
export function indexPages(given: IndexShape): IndexSize {
  const index = { ...given, keys: given.keys.map(withOneValue) };
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

/** Arithmetic on estimates may say less than one value; there is no division by next to nothing below. */
function withOneValue(key: IndexKeySize): IndexKeySize {
  return key.distinct === undefined ? key : { ...key, distinct: Math.max(1, key.distinct) };
}

import { brinPages } from './brin-size.ts';
import { btreeSize } from './btree-size.ts';
import { ginParts } from './gin-size.ts';
import { hashPages } from './hash-size.ts';
import type { IndexKeySize, IndexShape, IndexSize } from './index-shape.ts';
import { searchTreePages } from './search-tree-size.ts';

/** Size of a freshly built index, from what the planner knows of its table: no row is read. */
export function indexPages(given: IndexShape): IndexSize {
  const index = { ...given, keys: given.keys.map(sensible) };
  switch (index.method) {
    case 'btree':
      return btreeSize(index);
    case 'hash':
      return { pages: hashPages(index) };
    case 'gin':
      return { pages: ginParts(index).pages };
    case 'brin':
      return { pages: brinPages(index) };
    case 'gist':
    case 'spgist':
      return { pages: searchTreePages(index) };
    default:
      return { pages: Math.max(1, Math.ceil((index.rows * 4) / 8152)) + 1 };
  }
}

/** Arithmetic on estimates may say less than one value, or a share next to nothing: the models divide by both. */
function sensible(key: IndexKeySize): IndexKeySize {
  const { distinct, commonFrequencies } = key;
  return {
    ...key,
    ...(distinct === undefined ? {} : { distinct: Math.max(1, distinct) }),
    ...(commonFrequencies === undefined
      ? {}
      : { commonFrequencies: commonFrequencies.filter((share) => share > 1e-10) }),
  };
}

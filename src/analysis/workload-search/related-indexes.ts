import { usedKeys } from '#analysis/covering-columns.ts';
import type { RelationTerms } from '#analysis/index-terms.ts';
import type { IndexDefinition, IndexKey } from '#vocabulary/index-definition.ts';

/** Beyond these an index is a second copy of the table. */
const mostHeld = 4;

/** Equal for indexes that serve the same: also where one is the other read backwards. */
export function indexSignature({ schema, table, method, keys, include, predicate, unique }: IndexDefinition): string {
  const words = (turned: boolean) => keys.map((key) => keyWords(key, turned && method === 'btree')).join();
  const [order] = [words(false), words(true)].toSorted();
  return JSON.stringify([schema, table, method, order, include.toSorted(), predicate ?? '', unique]);
}

function keyWords({ column, expression, direction, nulls, operatorClass, collation }: IndexKey, turned: boolean) {
  const isDown = (direction === 'desc') !== turned;
  const isFirst = ((nulls ?? (direction === 'desc' ? 'first' : 'last')) === 'first') !== turned;
  return JSON.stringify([column, expression, isDown, isFirst, operatorClass, collation]);
}

/** The index with no more keys than that; without the columns that it only holds, which it no longer covers with. */
export function cutTo(index: IndexDefinition, maxWidth: number): IndexDefinition {
  const keys = usedKeys(index);
  return keys.length <= maxWidth ? index : { ...index, keys: keys.slice(0, maxWidth), include: [] };
}

/** Its keys without the last one, without the last two …; and all of them without what it only holds. */
export function prefixesOf(index: IndexDefinition): readonly IndexDefinition[] {
  if (index.method !== 'btree' || index.predicate !== undefined) return [];
  const keys = usedKeys(index);
  const lengths = keys.map((_, at) => at + 1).filter((length) => length < keys.length || isCovering(index));
  return lengths.map((length) => ({ ...index, keys: keys.slice(0, length), include: [] }));
}

/** One index that does all that the first does and, as far as it can, what the second does: they begin alike. */
export function mergedIndexes(
  first: IndexDefinition,
  second: IndexDefinition,
  maxWidth: number,
): readonly IndexDefinition[] {
  const isFit = [first, second].every(({ method }) => method === 'btree') && first.predicate === second.predicate;
  const [own, others] = [usedKeys(first), usedKeys(second)];
  if (!isFit || nameOf(own[0]) !== nameOf(others[0])) return [];
  const keys = [...own, ...others.filter((key) => !own.some((one) => nameOf(one) === nameOf(key)))];
  const held = new Set(keys.map(({ column }) => column));
  const include = [...new Set([...first.include, ...second.include])].filter((column) => !held.has(column));
  const isNew = keys.length > own.length || include.length > first.include.length;
  if (!isNew || keys.length > maxWidth || first.keys.some(({ onlyCovers }) => onlyCovers)) return [];
  const plain: IndexDefinition = { ...first, keys, include: [] };
  return include.length > 0 && include.length <= mostHeld ? [{ ...first, keys, include }, plain] : [plain];
}

/** The first with its leading equality columns in an order that begins with all of the second, which it then stands in for. */
export function reorderedIndexes(
  first: IndexDefinition,
  second: IndexDefinition,
  terms: readonly RelationTerms[],
): readonly IndexDefinition[] {
  if (first.method !== 'btree' || second.method !== 'btree' || second.predicate !== undefined) return [];
  const begin = usedKeys(second);
  const own = usedKeys(first);
  if (begin.length >= own.length) return [];
  const free = freeKeys(first, terms).map(nameOf);
  if (!begin.every((key) => free.includes(nameOf(key)))) return [];
  const rest = first.keys.filter((key) => !begin.some((one) => nameOf(one) === nameOf(key)));
  return [{ ...first, keys: [...begin, ...rest] }];
}

/** The leading keys that some query only compares with one value: their order is free. */
function freeKeys(index: IndexDefinition, terms: readonly RelationTerms[]): readonly IndexKey[] {
  const keys = usedKeys(index);
  const counts = terms
    .filter(({ table }) => table.schema === index.schema && table.name === index.table)
    .map(({ equal, joins }) => {
      const compared = new Set([...equal, ...joins.flat()].map(({ key }) => nameOf(key)));
      const end = keys.findIndex((key) => !compared.has(nameOf(key)));
      return end === -1 ? keys.length : end;
    });
  return keys.slice(0, Math.max(0, ...counts));
}

function isCovering(index: IndexDefinition): boolean {
  return index.include.length > 0 || usedKeys(index).length < index.keys.length;
}

export function nameOf(key: IndexKey | undefined): string | undefined {
  return key?.column ?? key?.expression;
}

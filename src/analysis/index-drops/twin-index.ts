import { covers } from '#analysis/index-coverage.ts';
import type { IndexDefinition } from '#vocabulary/index-definition.ts';

/** Another index of the table that does all that this one does. */
export interface Stronger {
  readonly kind: 'duplicate' | 'covered';
  readonly by: IndexDefinition;
}

/**
 * Two indexes of one shape serve the same searches and orders: then the later one by `isKept` is a duplicate. One whose
 * keys another begins with is covered, where order, direction, operator classes, collations, predicate and method agree
 * and the other holds its included columns too.
 * https://www.postgresql.org/docs/18/indexes-multicolumn.html
 */
export function strongerIndex(
  index: IndexDefinition,
  others: readonly IndexDefinition[],
  isKept: (one: IndexDefinition, other: IndexDefinition) => boolean,
): Stronger | undefined {
  const candidates = others.filter((one) => one.name !== index.name && one.valid && sameKeysOfUnique(index, one));
  const twin = candidates.find((one) => isTwin(one, index) && isKept(one, index));
  if (twin !== undefined) return { kind: 'duplicate', by: twin };
  // Other methods answer a search by fewer keys with more pages: only ordered trees are covered by a prefix.
  if (index.method !== 'btree') return undefined;
  const wider = candidates.filter((one) => covers(one, index) && !isTwin(one, index));
  const [narrowest] = [...wider].sort((one, other) => weight(one) - weight(other));
  if (narrowest === undefined) return undefined;
  const isSame = narrowest.keys.length === index.keys.length && narrowest.include.length === index.include.length;
  return { kind: isSame ? 'duplicate' : 'covered', by: narrowest };
}

/** Both hold the same and in the same order, forward or backward; of GIN and BRIN in any order. */
export function isTwin(one: IndexDefinition, other: IndexDefinition): boolean {
  return (
    one.keys.length === other.keys.length &&
    one.include.length === other.include.length &&
    one.unique === other.unique &&
    (one.nullsNotDistinct ?? false) === (other.nullsNotDistinct ?? false) &&
    storageOf(one) === storageOf(other) &&
    (one.method === 'btree' || keysOf(one) === keysOf(other)) &&
    covers({ ...one, valid: true }, { ...other, valid: true }) &&
    covers({ ...other, valid: true }, { ...one, valid: true })
  );
}

/** A unique one is a rule: only one that keeps the same rule may stand for it. */
function sameKeysOfUnique(index: IndexDefinition, other: IndexDefinition): boolean {
  if (!index.unique) return true;
  return isTwin(other, index);
}

/** `WITH (…)` of methods whose parameters change what the index answers fast. */
function storageOf({ definition = '', method }: IndexDefinition): string {
  return method === 'btree' || method === 'hash' ? '' : (/ WITH \(([^)]*)\)/.exec(definition)?.[1] ?? '');
}

/** The first column of a GiST index decides most; GIN and BRIN know no first one. */
function keysOf({ method, keys }: IndexDefinition): string {
  const listed = keys.map((key) => JSON.stringify([key.column, key.expression, key.operatorClass, key.collation]));
  return (method === 'gin' || method === 'brin' ? listed.sort() : listed).join();
}

function weight({ keys, include, bytes }: IndexDefinition): number {
  return bytes ?? (keys.length + include.length) * 1e6;
}

import { readAttribute, readReference } from '#analysis/logical-model/read-attribute.ts';
import { writeAttribute, writeReference } from '#analysis/logical-model/write-attribute.ts';
import type { Attribute, Reference } from '#vocabulary/logical-attribute.ts';
import type { EntitySource } from '#vocabulary/logical-model.ts';

/**
 * One entity of two that mean the same thing: all that either has, and where both speak what both can live with: it is
 * required and unique if either says so, and has the values of the one that knows more. Undefined where they contradict
 * each other: other keys, other kinds of values.
 */
export function joinEntities(one: EntitySource, other: EntitySource): EntitySource | undefined {
  const same = (field: 'key' | 'subtypeOf' | 'appendOnly' | 'table') =>
    JSON.stringify(one[field] ?? null) === JSON.stringify(other[field] ?? null);
  if (!same('key') || !same('subtypeOf') || !same('appendOnly') || !same('table')) return undefined;
  const names = (entity: EntitySource, field: 'attributes' | 'references') => Object.keys(entity[field] ?? {});
  const isBoth = (first: EntitySource, second: EntitySource) =>
    names(first, 'attributes').some((name) => names(second, 'references').includes(name));
  if (isBoth(one, other) || isBoth(other, one)) return undefined;
  const attributes = joined(one.attributes, other.attributes, joinAttributes);
  const references = joined(one.references, other.references, joinReferences);
  if (attributes === undefined || references === undefined) return undefined;
  const volumes = [one.volume, other.volume].flatMap((volume) => volume ?? []);
  return {
    ...other,
    ...one,
    attributes,
    references,
    ...(one.softDelete || other.softDelete ? { softDelete: true } : {}),
    unique: distinct([...(one.unique ?? []), ...(other.unique ?? [])]),
    checks: distinct([...(one.checks ?? []), ...(other.checks ?? [])]),
    ...(volumes.length === 0
      ? {}
      : { volume: volumes.reduce((most, volume) => (volume.rows > most.rows ? volume : most)) }),
  };
}

function joined<T>(
  one: Readonly<Record<string, T>> = {},
  other: Readonly<Record<string, T>> = {},
  join: (first: T, second: T) => T | undefined,
): Record<string, T> | undefined {
  const all: Record<string, T> = { ...one };
  for (const [name, second] of Object.entries(other)) {
    const first = all[name];
    const both = first === undefined ? second : join(first, second);
    if (both === undefined) return undefined;
    all[name] = both;
  }
  return all;
}

type WrittenAttribute = NonNullable<EntitySource['attributes']>[string];
type WrittenReference = NonNullable<EntitySource['references']>[string];

function joinAttributes(first: WrittenAttribute, second: WrittenAttribute): WrittenAttribute | undefined {
  const [one, other] = [attributeOf(first), attributeOf(second)];
  if (one === undefined || other === undefined) return undefined;
  const isAlike = one.domain === other.domain || (words.has(one.domain) && words.has(other.domain));
  const values = joinValues(one.values, other.values);
  if (!isAlike || values === undefined || one.generated !== other.generated) return undefined;
  const preset = one.default ?? other.default;
  return writeAttribute({
    ...one,
    ...(values.length === 0 ? {} : { values: [...values] }),
    optional: one.optional && other.optional,
    unique: one.unique || other.unique,
    ...(preset === undefined ? {} : { default: preset }),
    ...((one.personal ?? other.personal) ? { personal: one.personal ?? other.personal } : {}),
  });
}

const words: ReadonlySet<Attribute['domain']> = new Set(['code', 'name', 'title', 'text']);

/** Those of the one that has all of the other's. */
function joinValues(one: readonly string[] = [], other: readonly string[] = []): readonly string[] | undefined {
  if (other.every((value) => one.includes(value))) return one;
  return one.every((value) => other.includes(value)) ? other : undefined;
}

function joinReferences(first: WrittenReference, second: WrittenReference): WrittenReference | undefined {
  const [one, other] = [referenceOf(first), referenceOf(second)];
  if (one === undefined || other === undefined || one.to !== other.to) return undefined;
  return writeReference({
    ...one,
    optional: one.optional && other.optional,
    unique: one.unique || other.unique,
    agree: [...new Set([...one.agree, ...other.agree])],
  });
}

export function attributeOf(written: WrittenAttribute): Attribute | undefined {
  return typeof written === 'string'
    ? readAttribute(written).value
    : { ...written, optional: written.optional ?? false, unique: written.unique ?? false };
}

export function referenceOf(written: WrittenReference): Reference | undefined {
  return typeof written === 'string'
    ? readReference(written).value
    : {
        ...written,
        optional: written.optional ?? false,
        unique: written.unique ?? false,
        onDelete: written.onDelete ?? 'restrict',
        agree: written.agree ?? [],
      };
}

function distinct<T>(list: readonly T[]): T[] {
  return list.filter((one, at) => list.findIndex((other) => JSON.stringify(other) === JSON.stringify(one)) === at);
}

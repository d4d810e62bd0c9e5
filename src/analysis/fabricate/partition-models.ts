import { partitionBound, partitionKey, partitionsOf } from '#analysis/partition-bounds.ts';
import type { DatabaseSchema, Table } from '#vocabulary/database-schema.ts';
import type { ColumnModel } from './column-model.ts';

/** A partition with its part of the rows, and what its columns hold. */
export interface PartModel {
  readonly table: Table;
  readonly rows: number;
  readonly columns: readonly ColumnModel[];
}

/**
 * Spreads the rows of a partitioned table over the partitions right below it: by their share of the key's range, by
 * the shares of their listed values, by their moduli; evenly where bounds cannot be read. Of what a default partition
 * takes nothing is known: it has no rows where others take all.
 * `stated` gives the rows of partitions that were stated themselves.
 */
export function partitionModels(
  schema: DatabaseSchema,
  whole: PartModel,
  stated: (table: Table) => number | undefined,
): readonly PartModel[] {
  const parts = partitionsOf(schema, whole.table);
  const key = partitionKey(whole.table);
  const keyed = whole.columns.find(({ column }) => column.name === key?.columns?.[0]);
  const narrowed = parts.map((table) => narrow(table, key?.strategy, keyed));
  const sum = narrowed.reduce((all, { weight }) => all + weight, 0);
  let before = 0;
  return parts.map((table, at) => {
    const share = sum > 0 ? (narrowed[at]?.weight ?? 0) / sum : 1 / parts.length;
    const rows = stated(table) ?? Math.round(whole.rows * share);
    const place = { from: before, share, key: narrowed[at]?.key };
    before += share;
    return { table, rows, columns: whole.columns.map((model) => partModel(model, rows, place)) };
  });
}

interface NarrowedKey {
  readonly weight: number;
  /** The key column as this partition holds it. */
  readonly key?: ColumnModel;
}

function narrow(table: Table, strategy: string | undefined, key: ColumnModel | undefined): NarrowedKey {
  const bound = partitionBound(table.partitionOf?.bound ?? '');
  if (bound === undefined || (key === undefined && bound.kind !== 'hash')) return { weight: 1 };
  switch (bound.kind) {
    case 'hash':
      return { weight: 1 / bound.modulus };
    case 'default':
      return { weight: strategy === 'hash' ? 1 : 0 };
    case 'list': {
      if (key === undefined) return { weight: 1 };
      const values = bound.values.filter((value) => value !== null);
      const named = key.named.filter(({ value }) => values.includes(value));
      const weight =
        named.length > 0 ? named.reduce((sum, { share }) => sum + share, 0) : values.length / Math.max(1, key.distinct);
      const kept = named.map(({ value, share }) => ({
        value,
        share: (share / Math.max(weight, 1e-9)) * (1 - key.nullFraction),
      }));
      return { weight, key: { ...key, only: values, named: kept, distinct: Math.max(1, values.length) } };
    }
    case 'range': {
      if (key?.scale === undefined) return { weight: 1 };
      const read = (text: string | undefined, open: number) =>
        text === undefined ? open : (key.scale?.toNumber(text) ?? open);
      const min = Math.max(key.min, read(bound.from[0], key.min));
      const max = Math.min(key.max, read(bound.to[0], key.max + key.scale.step) - key.scale.step);
      const weight =
        Math.max(0, max - min + key.scale.step) / Math.max(key.scale.step, key.max - key.min + key.scale.step);
      return { weight, key: max < min ? { ...key, min, max: min } : { ...key, min, max } };
    }
  }
}

function partModel(
  model: ColumnModel,
  rows: number,
  place: { readonly from: number; readonly share: number; readonly key: ColumnModel | undefined },
): ColumnModel {
  const present = rows * (1 - model.nullFraction);
  if (place.key?.column === model.column) {
    const distinct = place.key.only?.length ?? Math.max(1, model.distinct * place.share);
    return { ...place.key, rows, distinct: Math.min(present, distinct) };
  }
  const distinct = model.isUnique ? present : model.distinct * -Math.expm1(-present / Math.max(1, model.distinct));
  const inOrder = model.correlation === 1 && place.key?.scale !== undefined && model.scale !== undefined;
  const span = model.max - model.min;
  const range = inOrder
    ? { min: model.min + span * place.from, max: model.min + span * (place.from + place.share) }
    : {};
  return { ...model, rows, distinct: Math.min(present, Math.max(distinct, present > 0 ? 1 : 0)), ...range };
}

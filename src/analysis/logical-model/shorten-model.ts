import type { Entity, EntitySource, LogicalModel, ModelSource } from '#vocabulary/logical-model.ts';
import { writeAttribute, writeReference } from './write-attribute.ts';

/** The model as people write it: short forms where they say all, nothing that is understood without being said. */
export function shortenModel(model: LogicalModel): ModelSource {
  const { version, name, description, keys, entities, ...rest } = model;
  return {
    ...withoutEmpty({ version, name, description, keys }),
    name,
    entities: Object.fromEntries(Object.entries(entities).map(([one, entity]) => [one, shortenEntity(entity)])),
    ...withoutEmpty(rest),
  };
}

function shortenEntity(entity: Entity): EntitySource {
  const { description, table, subtypeOf, key, references, attributes, timestamps, softDelete, appendOnly, ...rest } =
    entity;
  const shortened = withoutEmpty({
    description,
    table,
    subtypeOf,
    key,
    references: Object.fromEntries(Object.entries(references).map(([role, one]) => [role, writeReference(one)])),
    attributes: Object.fromEntries(Object.entries(attributes).map(([name, one]) => [name, writeAttribute(one)])),
    timestamps: timestamps === 'both' ? undefined : timestamps,
    softDelete: softDelete ? true : undefined,
    appendOnly: appendOnly ? true : undefined,
    ...rest,
  });
  // A table without any key is not one whose key is made up.
  return key?.length === 0 ? { ...shortened, key } : shortened;
}

/** Empty lists and records, and what is absent, say nothing. */
function withoutEmpty<T extends object>(value: T): Partial<T> {
  const said = Object.entries(value).filter(
    ([, one]) => one !== undefined && (typeof one !== 'object' || one === null || Object.keys(one).length > 0),
  );
  return Object.fromEntries(said) as Partial<T>;
}

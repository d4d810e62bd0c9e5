import type { Entity, LogicalModel } from '#vocabulary/logical-model.ts';

/** The columns that a name of an entity stands for: an attribute its own, a reference those of its key; none if unknown. */
export function columnsOf(model: Pick<LogicalModel, 'entities'>, entity: string, name: string): readonly string[] {
  const one = model.entities[entity];
  if (one === undefined) return [];
  const reference = one.references[name];
  if (reference !== undefined) return referenceColumns(model, name, reference);
  return one.attributes[name] !== undefined || ownColumns(one).includes(name) ? [name] : [];
}

/** Columns that hold the key of what is referred to: `customer_id`; for a key of several, one for each of them. */
export function referenceColumns(
  model: Pick<LogicalModel, 'entities'>,
  role: string,
  { to, columns }: Entity['references'][string],
): readonly string[] {
  if (columns !== undefined) return columns;
  const key = keyColumns(model, to);
  return key.length === 1 ? [`${role}_id`] : key.map((column) => `${role}_${column}`);
}

/** Columns of the primary key. */
export function keyColumns(model: Pick<LogicalModel, 'entities'>, entity: string): readonly string[] {
  const one = model.entities[entity];
  if (one === undefined) return [];
  if (one.subtypeOf !== undefined && one.key === undefined) return keyColumns(model, one.subtypeOf);
  return one.key === undefined ? ['id'] : one.key.flatMap((name) => columnsOf(model, entity, name));
}

/** Those that the model does not list but every table of it has. */
export function ownColumns(entity: Entity): readonly string[] {
  return [
    ...(entity.key === undefined && entity.subtypeOf === undefined ? ['id'] : []),
    ...(entity.timestamps === 'none' ? [] : ['created_at']),
    ...(entity.timestamps === 'both' && !entity.appendOnly ? ['updated_at'] : []),
    ...(entity.softDelete ? ['deleted_at'] : []),
  ].filter((column) => entity.attributes[column] === undefined);
}

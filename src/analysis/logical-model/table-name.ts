import { plural } from '#analysis/plural.ts';
import type { LogicalModel } from '#vocabulary/logical-model.ts';

/** The table of an entity: its plural, where the model names no other. */
export function tableName(model: Pick<LogicalModel, 'entities'>, entity: string): string {
  return model.entities[entity]?.table ?? plural(entity);
}

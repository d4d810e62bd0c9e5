import type { LogicalModel } from '#vocabulary/logical-model.ts';
import { plural } from './plural.ts';

/** The table of an entity: its plural, where the model names no other. */
export function tableName(model: Pick<LogicalModel, 'entities'>, entity: string): string {
  return model.entities[entity]?.table ?? plural(entity);
}

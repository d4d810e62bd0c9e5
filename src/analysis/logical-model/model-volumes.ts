import type { LogicalModel } from '#vocabulary/logical-model.ts';
import type { Volumes } from '#vocabulary/volumes.ts';
import { tableName } from './table-name.ts';

/** Rows a table is taken to have in three years, where the model does not say. */
const unsaid = 100_000;

/** How large the tables will be after three years of the growth that the model states. */
export function modelVolumes(model: LogicalModel): Volumes {
  return {
    tables: Object.fromEntries(
      Object.entries(model.entities).map(([name, { volume }]) => [
        tableName(model, name),
        { rows: Math.round(volume === undefined ? unsaid : volume.rows + 3 * (volume.perYear ?? 0)), columns: {} },
      ]),
    ),
  };
}

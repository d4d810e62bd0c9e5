import type { DesignProof } from '#vocabulary/design-proof.ts';
import type { LogicalModel } from '#vocabulary/logical-model.ts';
import type { PhysicalDesign } from '#vocabulary/physical-design.ts';
import type { Volumes } from '#vocabulary/volumes.ts';
import type { SqliteTrial } from './open-trial.ts';

/** Rows from which reading a table whole is a fault of the design. */
const largeTable = 10_000;

/**
 * Plans every access pattern. Of a database without statistics the planner believes that its tables have a million
 * rows and its indexes ten for each key, which is near enough to what is asked here: is there an index.
 * https://www.sqlite.org/optoverview.html
 */
export async function planAccess(
  trial: SqliteTrial,
  { access, indexes }: Pick<PhysicalDesign, 'access' | 'indexes'>,
  model: LogicalModel,
  volumes: Volumes,
): Promise<Pick<DesignProof, 'access' | 'notes'>> {
  const planned: DesignProof['access'] = [];
  const notes: string[] = [];
  for (const { name, sql } of access) {
    try {
      const rows = await trial.rows(`EXPLAIN QUERY PLAN ${sql}`);
      const lines = rows.map((row) => String(row[3]));
      const serving = indexes.flatMap((index) => (index.serves.includes(name) ? [index.name] : []));
      planned.push({ name, ...readPlan(lines, serving, volumes) });
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      const isTheirs = model.access.some((pattern) => pattern.name === name && pattern.sql !== undefined);
      if (isTheirs) notes.push(`“${name}” is written for PostgreSQL, and was not planned: ${message}`);
      else planned.push({ name, indexes: [], scans: [], failed: message });
    }
  }
  return { access: planned, notes };
}

/**
 * `SEARCH orders USING INDEX idx_orders_user_id (user_id=?)`; `SCAN orders USING INDEX …` reads an index from its
 * beginning: as it should where the index is there for that (its order, its condition), else all of the table.
 */
function readPlan(
  lines: readonly string[],
  serving: readonly string[],
  volumes: Volumes,
): Pick<DesignProof['access'][number], 'indexes' | 'scans'> {
  const read = lines.flatMap((line) => {
    const [, verb, table = '', index] =
      /^(SCAN|SEARCH) (\S+)(?: USING (?:COVERING )?INDEX (\S+)| USING INTEGER PRIMARY KEY)?/.exec(line) ?? [];
    const isWhole = verb === 'SCAN' && !line.includes(' VIRTUAL TABLE ') && !serving.includes(index ?? '');
    return verb === undefined ? [] : [{ table, index, isWhole }];
  });
  return {
    indexes: [...new Set(read.flatMap(({ index }) => index ?? []))],
    scans: read.flatMap(({ table, isWhole }) =>
      isWhole && (volumes.tables[table]?.rows ?? 0) >= largeTable ? [table] : [],
    ),
  };
}

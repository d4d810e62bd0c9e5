import type { DatabaseSchema } from '#vocabulary/database-schema.ts';
import type { PlanNode } from '#vocabulary/plan.ts';
import { findTable } from './find-table.ts';
import { indexesOf } from './index-coverage.ts';
import type { NodeWeight } from './plan-weights.ts';

/** More records than that for one row are not of so many indexes, but of one with many entries for a row (GIN). */
const mostIndexes = 32;

/** What a statement that writes put into the write-ahead log, by itself. */
export interface WriteVolume {
  readonly rows: number;
  readonly records: number;
  readonly bytes: number;
  readonly fullPageImages: number;
  /** Bytes of full page images: they are close to the size of a block unless compressed. */
  readonly imageBytes: number;
}

/** Undefined where EXPLAIN (WAL) was not asked for, or nothing was written. */
export function writeVolume({ node, rowsRead }: NodeWeight): WriteVolume | undefined {
  if (node.type !== 'ModifyTable' || node.wal === undefined) return undefined;
  const own = (key: 'records' | 'bytes' | 'fullPageImages') =>
    Math.max(0, (node.wal?.[key] ?? 0) - node.children.reduce((sum, child) => sum + (child.wal?.[key] ?? 0), 0));
  const records = own('records');
  const bytes = own('bytes');
  const fullPageImages = own('fullPageImages');
  const rows = node.operation === 'Insert' ? (inserted(node) ?? rowsRead) : rowsRead;
  return {
    rows,
    records,
    bytes,
    fullPageImages,
    imageBytes: Math.max(0, Math.min(fullPageImages * 8192, bytes - records * 50)),
  };
}

/** ON CONFLICT DO NOTHING counts apart; with DO UPDATE all are written. */
function inserted({ extra }: PlanNode): number | undefined {
  const tuples = extra['Conflict Resolution'] === 'NOTHING' ? extra['Tuples Inserted'] : undefined;
  return typeof tuples === 'number' ? tuples : undefined;
}

/** Half of the volume and an eighth of a block for each row: whole pages are logged for single rows. */
export function isImageHeavy({ rows, bytes, fullPageImages, imageBytes }: WriteVolume): boolean {
  return fullPageImages >= 50 && fullPageImages >= rows / 8 && imageBytes >= bytes / 2;
}

/** So many small records for each row that an index of many entries (GIN, trigrams) must be behind it. */
export function hasManyEntries({ rows, records, bytes }: WriteVolume): boolean {
  return records > mostIndexes * rows && bytes / records < 300;
}

/**
 * Index entries written for each row: the schema's count for new rows; else what the log tells, where each entry is a
 * small record of its own beside that of the row. An update that stays on its page (HOT) writes none.
 * https://www.postgresql.org/docs/18/storage-hot.html
 */
export function indexWritesPerRow(
  node: PlanNode,
  volume: WriteVolume | undefined,
  schema: DatabaseSchema | undefined,
): number {
  const table = schema && node.relation ? findTable(schema, { schema: node.schema, name: node.relation }) : undefined;
  const known = table === undefined ? undefined : indexesOf(table).length;
  if (node.operation === 'Insert' && known !== undefined) return known;
  if (volume === undefined || volume.rows < 1 || node.operation === 'Delete') return 0;
  // Chunks of long values are larger records.
  const recordBytes = (volume.bytes - volume.imageBytes) / Math.max(1, volume.records);
  if (recordBytes > 300) return 0;
  const logged = volume.records / volume.rows - 1;
  if (known !== undefined) return Math.min(known, logged);
  return logged > mostIndexes ? 0 : logged;
}

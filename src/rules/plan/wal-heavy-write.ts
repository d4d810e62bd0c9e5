import { tableStatistics } from '#analysis/column-selectivity.ts';
import { count, countOf, kilobytes, nodeName } from '#analysis/plan-words.ts';
import {
  hasManyEntries,
  indexWritesPerRow,
  isImageHeavy,
  type WriteVolume,
  writeVolume,
} from '#analysis/write-volume.ts';
import { defineRule } from '#contracts/rule.ts';
import { manyIndexes } from '#rules/many-indexes.ts';
import { heavyNodes, planFinding } from '#rules/plan-finding.ts';
import type { PlanNode } from '#vocabulary/plan.ts';
import type { Statistics } from '#vocabulary/statistics.ts';

const id = 'wal-heavy-write';
const source = 'https://www.postgresql.org/docs/18/wal-configuration.html';

const leastKilobytes = 512;
/** A row is logged once, and a little for each of its indexes. */
const amplified = 10;
const leastRowBytes = 1000;
/** A whole file of the log by one statement (wal_segment_size, by default). */
const manyBytes = 16 * 1_048_576;

export const walHeavyWrite = defineRule({
  id,
  summary: 'A write puts far more into the write-ahead log than it changes, or a whole file of it and more.',
  needs: ['plan'],
  likes: ['schema', 'statistics'],
  engines: ['postgres'],
  source,
  *check({ plan, schema, statistics }) {
    const { weights, heavy } = heavyNodes(plan);
    for (const weight of heavy) {
      const { node } = weight;
      const volume = writeVolume(weight);
      if (volume === undefined || volume.rows < 1 || volume.bytes < leastKilobytes * 1024) continue;
      const perRow = volume.bytes / volume.rows;
      const images = isImageHeavy(volume);
      const width = rowWidth(node, statistics);
      const rowBytes = (volume.bytes - volume.imageBytes) / volume.rows;
      const isAmplified =
        rowBytes >= leastRowBytes && (width === undefined ? hasManyEntries(volume) : rowBytes >= amplified * width);
      const isLarge = volume.bytes >= manyBytes;
      const ofIndexes = indexWritesPerRow(node, volume, schema) >= manyIndexes;
      if (!images && (ofIndexes || !(isAmplified || isLarge))) continue;
      yield planFinding({
        rule: { id, source },
        weights,
        weight,
        message: `${nodeName(node)} wrote ${kilobytes(volume.bytes / 1024)} of log for ${countOf(volume.rows, 'row')}, ${kilobytes(perRow / 1024)} each${detail(volume, images, width)}`,
        why: images
          ? 'The first change of a block after a checkpoint puts the whole block into the log. Rows that lie far apart, and index entries in random order, each touch a block of their own.'
          : 'All that is logged is written to disk before the commit, kept for archives and sent to every standby.',
        advice: `No statement is proposed, because ${images ? ofImages : isAmplified ? ofEntries : (ofVolume[node.operation ?? ''] ?? ofVolume['Update'])}`,
        observed: { what: 'log for each row', value: Math.round(perRow), unit: 'bytes' },
      });
    }
  },
});

const ofImages =
  'checkpoints belong to the whole server: raise max_wal_size and checkpoint_timeout so that they come less often, and set wal_compression. Write in the order of the table or of the key; keys that grow (identity, uuidv7()) touch few blocks, random ones (UUID version 4) one for each row.';
const ofEntries =
  'it depends on what is written besides the row: GIN and trigram indexes log many entries for one row, long values are logged whole when they change, and REPLICA IDENTITY FULL logs the old row too. Load into a table without them and index afterwards.';
const ofVolume: Readonly<Record<string, string>> = {
  Insert:
    'the rows must be logged where they are to last: load what can be made again into an UNLOGGED table, index afterwards, and load in portions, so that standbys and the archive keep up.',
  Delete:
    'the remedy is in how the table is cut: drop or truncate a partition instead of deleting its rows, and else delete in portions.',
  Update:
    'the remedy is in what is written: leave out rows that stay as they are (WHERE column IS DISTINCT FROM value), hold what changes often in a narrow table of its own, and write in portions, so that standbys and the archive keep up.',
};

function detail({ fullPageImages, records }: WriteVolume, images: boolean, width: number | undefined): string {
  if (images) return `: ${countOf(fullPageImages, 'whole block')} among ${countOf(records, 'record')}`;
  return width === undefined ? '' : `, for rows of ${count(width)} bytes`;
}

/** Bytes of a whole row with its header, as the statistics have it. */
function rowWidth({ schema, relation }: PlanNode, statistics: Statistics | undefined): number | undefined {
  const known = schema && relation ? tableStatistics(statistics, { schema, name: relation }) : undefined;
  if (known === undefined || known.columns.length === 0) return undefined;
  return 32 + known.columns.reduce((sum, { averageWidth }) => sum + averageWidth, 0);
}

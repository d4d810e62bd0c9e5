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

export const walHeavyWrite = defineRule({
  id,
  summary: 'A write puts far more into the write-ahead log than it changes.',
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
        rowBytes >= leastRowBytes &&
        (width === undefined ? hasManyEntries(volume) : rowBytes >= amplified * width) &&
        indexWritesPerRow(node, volume, schema) < manyIndexes;
      if (!images && !isAmplified) continue;
      yield planFinding({
        rule: { id, source },
        weights,
        weight,
        message: `${nodeName(node)} wrote ${kilobytes(volume.bytes / 1024)} of log for ${countOf(volume.rows, 'row')}, ${kilobytes(perRow / 1024)} each${detail(volume, images, width)}`,
        why: images
          ? 'The first change of a block after a checkpoint puts the whole block into the log. Rows that lie far apart, and index entries in random order, each touch a block of their own.'
          : 'All that is logged is written to disk before the commit, kept for archives and sent to every standby.',
        advice: images
          ? 'No statement is proposed, because checkpoints belong to the whole server: raise max_wal_size and checkpoint_timeout so that they come less often, and set wal_compression. Write in the order of the table or of the key; keys that grow (identity, uuidv7()) touch few blocks, random ones (UUID version 4) one for each row.'
          : 'No statement is proposed, because it depends on what is written besides the row: GIN and trigram indexes log many entries for one row, long values are logged whole when they change, and REPLICA IDENTITY FULL logs the old row too. Load into a table without them and index afterwards.',
        observed: { what: 'log for each row', value: Math.round(perRow), unit: 'bytes' },
      });
    }
  },
});

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

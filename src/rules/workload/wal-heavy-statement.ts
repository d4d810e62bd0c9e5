import { countOf, kilobytes, percent } from '#analysis/plan-words.ts';
import { sum } from '#analysis/workload-report/load-shares.ts';
import { defineRule } from '#contracts/rule.ts';
import { loadFinding } from '#rules/load-finding.ts';
import type { LoadStatement } from '#vocabulary/query-load.ts';

const id = 'wal-heavy-statement';
const source = 'https://www.postgresql.org/docs/18/wal-configuration.html';

/** As much as one file of the log (wal_segment_size, by default); all standbys and the archive take it too. */
const leastBytes = 16 * 1_048_576;
/** Of the log of all statements. */
const leastShare = 0.1;
/** Whole blocks make up half of it, their holes counted in … */
const leastImages = 0.5;
/** … or a row takes as much as half a block, where most are a few hundred bytes. */
const leastPerRow = 4096;
const blockBytes = 8192;

export const walHeavyStatement = defineRule({
  id,
  summary: 'A statement writes far more into the write-ahead log than it changes.',
  needs: ['load'],
  likes: ['settings'],
  engines: ['postgres'],
  source,
  *check({ load, settings }) {
    const whole = sum(load.statements, walBytes);
    for (const statement of load.statements) {
      const { counted } = statement;
      const bytes = walBytes(statement);
      if (counted?.wal === undefined || bytes < leastBytes || bytes < leastShare * whole) continue;
      const images = Math.min(1, (counted.wal.fullPageImages * blockBytes) / bytes);
      const perRow = bytes / Math.max(1, counted.rows);
      if (images < leastImages && perRow < leastPerRow) continue;
      const timeout = settings?.['checkpoint_timeout']?.value;
      const isImages = images >= leastImages;
      yield loadFinding({
        rule: { id, source },
        load,
        statement,
        message: `It wrote ${kilobytes(bytes / 1024)} of log for ${countOf(counted.rows, 'row')}, ${kilobytes(perRow / 1024)} each and ${percent(bytes / whole)} of the log of all statements${isImages ? `; most of it is ${countOf(counted.wal.fullPageImages, 'whole block')}` : ''}`,
        why: isImages
          ? 'The first change of a block after a checkpoint puts the whole block into the log. Rows that lie far apart, and index entries in random order, each touch a block of their own.'
          : 'All that is logged goes to disk before the commit, to the archive and to every standby.',
        advice: isImages
          ? `No statement is proposed, because checkpoints belong to the whole server (dbwright optimize settings): let them come less often (max_wal_size, checkpoint_timeout${timeout === undefined ? '' : `, now ${timeout}`}) and set wal_compression; write in the order of the table, with keys that grow.`
          : 'No statement is proposed, because it depends on what is written besides the rows: drop indexes that nobody needs (dbwright optimize indexes --drop), leave out rows that stay as they are, and keep what changes often out of wide rows.',
        observed: { what: 'log for each row', value: Math.round(perRow), unit: 'bytes' },
      });
    }
  },
});

function walBytes({ counted }: LoadStatement): number {
  return counted?.wal?.bytes ?? 0;
}

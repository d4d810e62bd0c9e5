import { countOf, duration, kilobytes, percent } from '#analysis/plan-words.ts';
import { defineRule } from '#contracts/rule.ts';
import { heavyStatements, loadFinding } from '#rules/load-finding.ts';

const id = 'statement-reading-from-disk';
const source = 'https://www.postgresql.org/docs/18/runtime-config-resource.html#GUC-SHARED-BUFFERS';

/** Fewer are the first calls after a start. */
const leastBlocks = 1000;
/** More than half of what it touches is not there. */
const leastMissed = 0.5;
/** Of its time, where track_io_timing tells. */
const leastWaited = 0.3;

export const statementReadingFromDisk = defineRule({
  id,
  summary: 'Most of what a statement touches is not in the server’s cache.',
  needs: ['load'],
  likes: ['settings'],
  engines: ['postgres'],
  source,
  *check({ load, settings }) {
    for (const statement of heavyStatements(load)) {
      const { counted, milliseconds, calls } = statement;
      if (counted === undefined || milliseconds === undefined) continue;
      const { sharedRead, sharedHit } = counted.blocks;
      const missed = sharedRead / Math.max(1, sharedRead + sharedHit);
      // Zero is what a server tells that does not time its reads.
      const waitedMs = counted.io === undefined || counted.io.readMs === 0 ? undefined : counted.io.readMs;
      const waited = waitedMs === undefined ? undefined : waitedMs / Math.max(0.001, milliseconds.total);
      if (sharedRead < leastBlocks || (missed < leastMissed && (waited ?? 0) < leastWaited)) continue;
      if (waited !== undefined && waited < leastWaited) continue;
      const cache = settings?.['shared_buffers']?.value;
      yield loadFinding({
        rule: { id, source },
        load,
        statement,
        // Without times it may all have come out of the operating system's cache.
        ...(waited === undefined ? { severity: 'info' as const } : {}),
        message: `Its ${countOf(calls, 'call')} read ${countOf(sharedRead, 'block')} (${kilobytes(sharedRead * 8)}) into the cache, ${percent(missed)} of what they touched${waitedMs === undefined ? '' : `, and waited ${duration(waitedMs)} for it`}`,
        why: 'A block that is not in shared_buffers is asked of the operating system, and often of the disk: that takes ten to a thousand times as long, and puts out what others need.',
        advice: `No statement is proposed, because it depends on what else the server must hold: let it read fewer blocks (dbwright optimize query: an index, a narrower or less bloated table), or give shared_buffers${cache === undefined ? '' : ` (now ${cache})`} more of the memory${waited === undefined ? '. With track_io_timing = on one sees how long it waits' : ''}.`,
        observed: { what: 'blocks read by a call', value: Math.round(sharedRead / Math.max(1, calls)), unit: 'blocks' },
      });
    }
  },
});

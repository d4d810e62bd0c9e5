import { fewestDays, type IndexDrop } from '#analysis/index-drops.ts';
import { count } from '#analysis/plan-words.ts';
import type { Usage } from '#vocabulary/usage.ts';
import type { IndexesReport } from './report-schema.ts';

/** Where drops were asked for: what speaks against the doubtful ones, and whether counting told anything yet. */
export function notDropped(drops: readonly IndexDrop[], usage: Usage): IndexesReport['unseen'] {
  const days = Math.min(...usage.nodes.map(({ since = '', until }) => (Date.parse(until) - Date.parse(since)) / dayMs));
  const doubtful = drops
    .filter(({ certain }) => !certain)
    .map(({ index, against }) => ({ what: `whether ${index.name} can be dropped`, why: against.join(' ') }));
  if (!(days < fewestDays)) return doubtful;
  const why = `A server has counted scans for ${count(days)} days only; it takes ${fewestDays} to call an index unused.`;
  return [...doubtful, { what: 'unused indexes', why, remedy: 'Ask again when it has counted for longer.' }];
}

const dayMs = 86_400_000;

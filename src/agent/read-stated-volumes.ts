import type { GatherRequest, Reading } from './gather.ts';
import { readVolumes } from './read-volumes.ts';

/** The sizes as the file states them, not as statistics. */
export async function readStatedVolumes({ sources }: GatherRequest): Promise<Reading<'volumes'>> {
  if (sources.volumes === undefined) return { absent: 'No sizes were stated.', remedy: 'Give --volumes.' };
  return { value: await readVolumes(sources.volumes) };
}

import { dearest, type Landscape } from './landscape.ts';
import type { Need, QuestionDesk } from './question-desk.ts';

/**
 * An existing index may only go where it costs more than it brings: asks what each one that the set does without would
 * still bring, as far as that is not known. asked: the answers are to be looked at; open: the questions ran out.
 */
export async function learnDrops(
  desk: QuestionDesk,
  land: Landscape,
  present: Uint8Array,
  need: Need,
): Promise<'known' | 'asked' | 'open'> {
  const before = desk.counts.asked;
  for (const index of present.keys()) {
    if (present[index] === 1 || land.exists[index] !== 1) continue;
    const whole = present.slice();
    whole[index] = 1;
    const readers = desk.items
      .map((item, at) => ({ item, at, weight: desk.weight(at) }))
      .filter(({ item, weight }) => weight > 0 && item.relevant.includes(index));
    const unknown = () =>
      readers.reduce((sum, { item, weight }) => sum + weight * (item.upper(present) - item.lower(whole)), 0);
    for (const { item, at } of readers) {
      if (unknown() < (land.price[index] ?? 0)) break;
      if (item.upper(present) > item.lower(whole) && (await desk.ask(at, whole, need)) === undefined) return 'open';
      if (item.upper(present) > dearest * (land.before[at] ?? 0)) await desk.ask(at, present, need);
    }
  }
  return desk.counts.asked > before ? 'asked' : 'known';
}

import { distance } from 'fastest-levenshtein';

/**
 * The name that was most likely meant: at most a third of its letters are wrong (two neighbours swapped count as one),
 * or the word is the start of one name only.
 */
export function nearest(word: string, names: Iterable<string>): string | undefined {
  const wanted = word.toLowerCase();
  const all = [...names];
  const ranked = all
    .map((name) => ({ name, faults: faults(wanted, name.toLowerCase()) }))
    .sort((left, right) => left.faults - right.faults);
  const best = ranked[0];
  if (best !== undefined && best.faults <= Math.max(1, Math.floor(best.name.length / 3))) return best.name;
  const begun = wanted.length < 2 ? [] : all.filter((name) => name.toLowerCase().startsWith(wanted));
  return begun.length === 1 ? begun[0] : undefined;
}

/** `Did you mean "optimize"?`, or the list of what there is. */
export function suggest(word: string, names: Iterable<string>, kind: string): string {
  const all = [...names];
  const best = nearest(word, all);
  if (best !== undefined) return `Did you mean ${best}?`;
  return all.length === 0 ? `There are no ${kind} here.` : `The ${kind} are: ${all.join(', ')}.`;
}

function faults(word: string, name: string): number {
  const steps = distance(word, name);
  const letters = (text: string) => [...text].sort().join('');
  return steps === 2 && letters(word) === letters(name) ? 1 : steps;
}

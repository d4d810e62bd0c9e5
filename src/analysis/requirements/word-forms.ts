import { singular } from '#analysis/plural.ts';

/** One spelling of a word: singular, American, without hyphens: "Organisations" is `organization`, "e-mail" is `email`. */
export function baseForm(word: string): string {
  const joined = word.replaceAll('-', '').replaceAll("'", '');
  const one = singular(joined);
  return (spellings.get(one) ?? one)
    .replace(/is(e|ation|ing|ed|er)$/, (whole, ending: string) => (keepsS.has(one) ? whole : `iz${ending}`))
    .replace(/([^aeiou])our$/, '$1or');
}

/** What is left of a word when the endings of verbs and nouns are cut off; only for comparing. */
export function stem(word: string): string {
  const base = baseForm(word);
  if (base.length < 5) return base;
  const cut = base.replace(/(?:ments?|ings?|ed|er|or|ion)$/, '');
  const short = cut.length < 3 ? base : cut;
  return short.replace(/([bdgklmnprt])\1$/, '$1').replace(/e$/, '');
}

/** `snake_case` of words, the last of them in singular; undefined where nothing is left that a name could be made of. */
export function nameOf(words: readonly string[]): string | undefined {
  const parts = words.flatMap((word) => (/^e-/.test(word) ? [word.replace('-', '')] : word.split(/[^a-z0-9]+/)));
  const letters = parts.filter((part) => part !== '').join('_');
  const name = singular(letters.replace(/^[0-9_]+/, '')).slice(0, 50);
  return /^[a-z][a-z0-9_]*$/.test(name) ? name : undefined;
}

export function isPlural(word: string): boolean {
  return singular(word) !== word || alwaysMany.has(word);
}

const spellings: ReadonlyMap<string, string> = new Map([
  ['theatre', 'theater'],
  ['centre', 'center'],
  ['catalogue', 'catalog'],
  ['licence', 'license'],
  ['enrollment', 'enrolment'],
  ['programme', 'program'],
  ['jewelry', 'jewellery'],
  ['colour', 'color'],
]);
const keepsS: ReadonlySet<string> = new Set([
  'exercise',
  'promise',
  'raise',
  'rise',
  'advertise',
  'advise',
  'enterprise',
  'franchise',
  'merchandise',
  'noise',
  'premise',
  'expertise',
  'wise',
  'user',
  'precise',
]);
const alwaysMany: ReadonlySet<string> = new Set([
  'people',
  'staff',
  'data',
  'media',
  'goods',
  'news',
  'feedback',
  'equipment',
]);

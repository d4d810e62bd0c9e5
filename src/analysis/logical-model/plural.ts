/** English plural of a snake_case name; only its last word changes: order_line -> order_lines, category -> categories. */
export function plural(name: string): string {
  const at = name.lastIndexOf('_') + 1;
  return name.slice(0, at) + pluralWord(name.slice(at));
}

/** The singular of what `plural` makes; a word that is no plural stays as it is. */
export function singular(name: string): string {
  const at = name.lastIndexOf('_') + 1;
  return name.slice(0, at) + singularWord(name.slice(at));
}

function pluralWord(word: string): string {
  const known = irregular.get(word);
  if (known !== undefined) return known;
  if (unchanging.has(word) || word === '') return word;
  if (/[^aeiou]y$/.test(word)) return `${word.slice(0, -1)}ies`;
  if (/(?:s|x|z|ch|sh)$/.test(word)) return word.endsWith('z') && !word.endsWith('zz') ? `${word}zes` : `${word}es`;
  return `${word}s`;
}

function singularWord(word: string): string {
  const known = singulars.get(word);
  if (known !== undefined) return known;
  if (unchanging.has(word) || !word.endsWith('s') || /(?:ss|us|is)$/.test(word)) return word;
  if (/[^aeiou]ies$/.test(word) && word.length > 4) return `${word.slice(0, -3)}y`;
  if (/zzes$/.test(word)) return word.slice(0, word.endsWith('izzes') ? -3 : -2);
  if (/(?:ss|x|ch|sh|[^oa]us)es$/.test(word)) return word.slice(0, -2);
  return word.slice(0, -1);
}

const irregular: ReadonlyMap<string, string> = new Map([
  ['person', 'people'],
  ['child', 'children'],
  ['man', 'men'],
  ['woman', 'women'],
  ['foot', 'feet'],
  ['tooth', 'teeth'],
  ['mouse', 'mice'],
  ['leaf', 'leaves'],
  ['shelf', 'shelves'],
  ['half', 'halves'],
  ['life', 'lives'],
  ['knife', 'knives'],
  ['wife', 'wives'],
  ['index', 'indexes'],
  ['matrix', 'matrices'],
  ['analysis', 'analyses'],
  ['basis', 'bases'],
  ['crisis', 'crises'],
  ['diagnosis', 'diagnoses'],
  ['thesis', 'theses'],
  ['hypothesis', 'hypotheses'],
  ['axis', 'axes'],
  ['criterion', 'criteria'],
  ['phenomenon', 'phenomena'],
  ['medium', 'media'],
  ['hero', 'heroes'],
  ['potato', 'potatoes'],
  ['tomato', 'tomatoes'],
  ['echo', 'echoes'],
  ['quiz', 'quizzes'],
]);
const singulars: ReadonlyMap<string, string> = new Map([
  ...[...irregular].map(([one, many]): [string, string] => [many, one]),
  ['cases', 'case'],
  ['movies', 'movie'],
  ['cookies', 'cookie'],
  ['caches', 'cache'],
  ['niches', 'niche'],
  ['axes', 'axis'],
]);
const unchanging: ReadonlySet<string> = new Set([
  'equipment',
  'information',
  'inventory_data',
  'media',
  'news',
  'series',
  'species',
  'sheep',
  'fish',
  'staff',
  'stock',
  'metadata',
  'data',
  'feedback',
  'software',
  'hardware',
  'luggage',
  'furniture',
  'content',
]);

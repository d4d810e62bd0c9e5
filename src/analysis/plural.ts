/** English plural of a snake_case name; only its last word changes: order_line -> order_lines, category -> categories. */
export function plural(name: string): string {
  const at = name.lastIndexOf('_') + 1;
  return name.slice(0, at) + pluralWord(name.slice(at));
}

/** One of what an English plural names: categories, order_lines -> category, order_line. What is no plural stays as it is. */
export function singular(name: string): string {
  const at = name.lastIndexOf('_') + 1;
  return name.slice(0, at) + singularWord(name.slice(at));
}

/** Undefined where the word does not show it: stock, data, address. */
export function isPlural(word: string): boolean | undefined {
  if (singular(word) !== word) return true;
  return unchanging.has(word) || word.endsWith('s') ? undefined : false;
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
  if (unchanging.has(word) || endingInS.has(word) || !word.endsWith('s') || /(?:ss|us|is)$/.test(word)) return word;
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
  ['ties', 'tie'],
  ['aliases', 'alias'],
  ['indices', 'index'],
  ['vertices', 'vertex'],
  ['geese', 'goose'],
  ['niches', 'niche'],
  ['axes', 'axis'],
]);
/** One and many alike, or without a second. */
const unchanging: ReadonlySet<string> = new Set(
  `advice audit content data equipment feedback fish furniture hardware history information inventory inventory_data
  luggage mail media metadata money news payroll personnel series sheep software species staff stock traffic weather`.split(
    /\s+/,
  ),
);
/** One, although it ends like many. */
const endingInS: ReadonlySet<string> = new Set(
  'alias atlas aws bias canvas chaos cms dns gas gps https ios lens pos sms tls'.split(' '),
);

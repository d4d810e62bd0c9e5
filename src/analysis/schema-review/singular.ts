const irregular: Readonly<Record<string, string>> = {
  people: 'person',
  children: 'child',
  men: 'man',
  women: 'woman',
  feet: 'foot',
  teeth: 'tooth',
  mice: 'mouse',
  geese: 'goose',
  indices: 'index',
  vertices: 'vertex',
  matrices: 'matrix',
  criteria: 'criterion',
  phenomena: 'phenomenon',
  analyses: 'analysis',
  bases: 'base',
  crises: 'crisis',
  diagnoses: 'diagnosis',
  aliases: 'alias',
  leaves: 'leaf',
  lives: 'life',
  halves: 'half',
  shelves: 'shelf',
  movies: 'movie',
  cookies: 'cookie',
  ties: 'tie',
  caches: 'cache',
  heroes: 'hero',
};

/** Words that are one and many alike, or of which there is no second. */
const same = new Set(
  `series species news staff equipment information inventory stock feedback content metadata data history audit money
  payroll personnel hardware software traffic weather advice luggage mail status address bonus campus bus gas lens canvas
  process access business class basis analysis diagnosis pass loss mass address_book progress alias atlas chaos virus
  sms dns aws cms pos ios gps https tls consensus census radius focus corpus nexus plus minus bias success media`.split(
    /\s+/,
  ),
);

/** One of what an English plural names: orders, categories, people -> order, category, person. Others stay as they are. */
export function singular(word: string): string {
  const known = irregular[word];
  if (known !== undefined) return known;
  if (same.has(word)) return word;
  if (/[^aeiou]ies$/.test(word)) return `${word.slice(0, -3)}y`;
  // Houses and clauses are of house and clause; statuses of status.
  if (/(?:ss|sh|ch|x|zz|[^oa]us)es$/.test(word)) return word.slice(0, -2);
  if (/(?:ss|us|is|as)$/.test(word) || !word.endsWith('s') || word.length < 3) return word;
  return word.slice(0, -1);
}

/** Undefined where the word does not show it: stock, data, equipment. */
export function isPlural(word: string): boolean | undefined {
  if (same.has(word) && !['media', 'data'].includes(word)) return undefined;
  if (['media', 'data', 'metadata', 'information'].includes(word)) return undefined;
  return singular(word) !== word;
}

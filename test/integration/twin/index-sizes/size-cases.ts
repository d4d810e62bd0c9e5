import { IndexDefinition } from '#vocabulary/index-definition.ts';

export interface SizeCase {
  readonly kind: 'B-tree' | 'GIN' | 'GiST' | 'BRIN' | 'hash';
  readonly on: string;
  readonly index: IndexDefinition;
}

type Fields = Partial<Pick<IndexDefinition, 'unique' | 'include' | 'predicate'>>;

/** `name`, `name DESC`, `name opclass` or `(expression)`, several parted by `; `. */
function index(kind: SizeCase['kind'], table: string, keys: string, fields: Fields = {}): SizeCase {
  const index = IndexDefinition.parse({
    schema: 'public',
    table,
    name: 'what_if',
    method: { 'B-tree': 'btree', GIN: 'gin', GiST: 'gist', BRIN: 'brin', hash: 'hash' }[kind],
    keys: keys.split('; ').map((key) => {
      const [, expression, column, word] = /^(?:\((.*)\)|(\w+))(?: (\w+))?$/.exec(key) ?? [];
      const direction = word === 'DESC' ? 'desc' : 'asc';
      return { expression, column, direction, operatorClass: word === 'DESC' ? undefined : word };
    }),
    ...fields,
  });
  const extra = [
    fields.unique ? 'unique' : '',
    fields.include ? `include ${fields.include}` : '',
    fields.predicate ? `where ${fields.predicate}` : '',
  ];
  return { kind, on: [`${table} (${keys})`, ...extra.filter((each) => each !== '')].join(' '), index };
}

const tree = (keys: string, fields?: Fields) => index('B-tree', 'facts', keys, fields);
const inverted = (keys: string) => index('GIN', 'texts', keys);
const search = (keys: string) => index('GiST', 'texts', keys);
const ranges = (keys: string) => index('BRIN', 'facts', keys);
const hash = (keys: string, fields?: Fields) => index('hash', 'facts', keys, fields);

export const sizeCases: readonly SizeCase[] = [
  tree('id'),
  tree('id', { unique: true }),
  tree('id DESC'),
  tree('uid'),
  tree('uid', { unique: true }),
  tree('in_order'),
  tree('at_random'),
  tree('few'),
  tree('skewed'),
  tree('twos'),
  tree('tiny'),
  tree('price'),
  tree('ratio'),
  tree('small_ratio'),
  tree('flag'),
  tree('mood'),
  tree('at'),
  tree('day'),
  tree('born'),
  tree('lasts'),
  tree('name'),
  tree('email'),
  tree('email', { unique: true }),
  tree('wide'),
  tree('url'),
  tree('country'),
  tree('seldom'),
  tree('half'),
  tree('often'),
  tree('doc'),
  tree('ip'),
  tree('digest'),
  tree('city'),
  tree('city; region'),
  tree('region; city'),
  tree('few; at DESC'),
  tree('few; mood'),
  tree('mood; flag; few'),
  tree('city; born'),
  tree('skewed; tiny'),
  tree('seldom; few'),
  tree('half; often'),
  tree('name; email'),
  tree('url; id'),
  tree('skewed', { include: ['price'] }),
  tree('few', { include: ['name', 'at'] }),
  tree('id', { predicate: 'flag' }),
  tree('skewed', { predicate: "mood = 'elated'" }),
  tree('seldom', { predicate: 'seldom IS NOT NULL' }),
  tree('at', { predicate: 'few < 3' }),
  tree('(lower(email))'),
  tree('(few * 2)'),
  tree("(date_trunc('day', at AT TIME ZONE 'UTC'))"),
  tree("((doc ->> 'b'))"),
  tree('few; (upper(name))'),

  inverted('words'),
  inverted('tags'),
  inverted('numbers'),
  inverted('pairs'),
  inverted('event'),
  inverted('event jsonb_path_ops'),
  inverted('thing'),
  inverted('thing jsonb_path_ops'),
  inverted('title gin_trgm_ops'),
  inverted('code gin_trgm_ops'),
  inverted("(to_tsvector('simple', title))"),

  search('place'),
  search('area'),
  search('span'),
  search('valid'),
  search('period'),
  search('host inet_ops'),
  search('words'),
  search('title gist_trgm_ops'),
  search('code gist_trgm_ops'),

  ranges('id'),
  ranges('at; few'),
  ranges('wide'),
  ranges('at_random int4_minmax_multi_ops'),
  ranges('uid uuid_bloom_ops'),
  ranges('few int4_bloom_ops'),

  hash('id'),
  hash('few'),
  hash('skewed'),
  hash('email'),
  hash('uid'),
  hash('in_order', { predicate: 'flag' }),
];

/** Their summaries are so many pages wide: one page in, one page out would be no test. */
export const storedRanges: readonly string[] = [
  'CREATE INDEX ranges_1 ON facts USING brin (at) WITH (pages_per_range = 1)',
  'CREATE INDEX ranges_4 ON facts USING brin (at, email) WITH (pages_per_range = 4)',
  'CREATE INDEX ranges_2_multi ON facts USING brin (price numeric_minmax_multi_ops) WITH (pages_per_range = 2)',
  'CREATE INDEX ranges_8_bloom ON facts USING brin (uid uuid_bloom_ops) WITH (pages_per_range = 8)',
  'CREATE INDEX filled_70 ON facts (at_random) WITH (fillfactor = 70)',
  'CREATE INDEX not_deduplicated ON facts (few) WITH (deduplicate_items = off)',
];

import type { CacheKeyPart, CacheStrategy } from '#vocabulary/cache-strategy.ts';

/** Languages that the caching code can be had in. */
export const cacheLanguages = ['typescript', 'python'] as const;
export type CacheLanguage = (typeof cacheLanguages)[number];

/**
 * A cache-aside reader for the query and what makes its answers stale, ready to be pasted: ioredis and node-postgres, or
 * redis-py and psycopg. Undefined where the answer must not be cached.
 */
export function cacheCode(query: string, strategy: CacheStrategy, language: CacheLanguage): string | undefined {
  if (strategy.cacheable === 'no' || strategy.key === undefined) return undefined;
  const shape = shapeOf(query, strategy);
  return language === 'python' ? pythonCode(shape) : typescriptCode(shape);
}

interface CodeShape {
  readonly query: string;
  /** Names of the values, in the order of the query's parameters. */
  readonly parameters: readonly string[];
  /** What of the session the key needs. */
  readonly session: readonly string[];
  /** "orders:v1". */
  readonly base: string;
  /** Text and slots of the key behind its base. */
  readonly key: readonly (string | { readonly slot: string })[];
  readonly seconds: number;
  readonly singleFlight: boolean;
  readonly invalidate: CacheStrategy['invalidate'];
  /**
   * A change makes answers stale whose keys cannot be told from the changed row: the key holds a generation, and raising
   * that leaves all older answers to their time limit.
   */
  readonly generations: boolean;
}

function shapeOf(query: string, { key, ttl, stampede, invalidate }: CacheStrategy): CodeShape {
  // A parameter that is compared with two columns is still one value.
  const parts = (key?.parts ?? []).filter(
    (part, at, all) => part.from === 'literal' || all.findIndex(({ value }) => value === part.value) === at,
  );
  const names = new Map<CacheKeyPart, string>();
  for (const part of parts.filter(({ from }) => from !== 'literal')) {
    const wanted =
      part.from === 'session' ? part.value : (part.column?.split('.').at(-1) ?? `value${part.value.slice(1)}`);
    const word = wanted.replaceAll(/\W/g, '_');
    const taken = new Set(names.values());
    names.set(part, taken.has(word) ? `${word}_${part.value.replaceAll(/\W/g, '')}` : word);
  }
  const of = (from: CacheKeyPart['from']) =>
    parts
      .filter((part) => part.from === from)
      .toSorted((one, other) => numberOf(one) - numberOf(other))
      .map((part) => names.get(part) ?? '');
  const [tables = 'answer', version = 'v1'] = (key?.pattern ?? '').split(':');
  const [parameters, session] = [of('parameter'), of('session')];
  const isOneRowsKey =
    parameters.length === 1 && session.length === 0 && invalidate.every(({ keyedBy }) => keyedBy !== undefined);
  return {
    query: query.trim().replace(/;\s*$/, ''),
    parameters,
    session,
    base: `${tables}:${version}`,
    key: parts.flatMap((part) => {
      const name = names.get(part);
      return [':', name === undefined ? part.value.replaceAll(/^'|'$/g, '') : { slot: name }];
    }),
    seconds: ttl?.seconds ?? 60,
    singleFlight: stampede?.method === 'single-flight',
    invalidate,
    generations: parameters.length + session.length > 0 && !isOneRowsKey && invalidate.length > 0,
  };
}

/** $2 stands behind $1, wherever the query names it first. */
function numberOf({ value }: CacheKeyPart): number {
  return Number(/^\$(\d+)$/.exec(value)?.[1] ?? 0);
}

const release = `"if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('del', KEYS[1]) end"`;

const typescriptImports = [
  "import { randomUUID } from 'node:crypto';",
  "import { Redis } from 'ioredis';",
  "import pg from 'pg';",
].join('\n');

function typescriptCode(shape: CodeShape): string {
  const { query, parameters, session, base, seconds, singleFlight, generations } = shape;
  const names = [...parameters, ...session].map(camel);
  const typed = names.map((name) => `${name}: string`).join(', ');
  const quoted = (text: string) => text.replaceAll(/`|\$\{|\\/g, '\\$&');
  const slots = shape.key
    .map((part) => (typeof part === 'string' ? quoted(part) : `\${encodeURIComponent(${camel(part.slot)})}`))
    .join('');
  const template = `\`${quoted(base)}${generations ? `:\${(await redis.get(generation)) ?? '0'}` : ''}${slots}\``;
  const values = parameters.length === 0 ? '' : `, [${parameters.map(camel).join(', ')}]`;
  const keyOf = generations ? `await keyOf(${names.join(', ')})` : `keyOf(${names.join(', ')})`;
  const ask = (indent: string) =>
    [
      `const { rows } = await pool.query(sql${values});`,
      '// What later callers get from the cache, the first one gets too: dates and numbers as JSON has them.',
      'const answer = JSON.stringify(rows);',
      "await redis.set(key, answer, 'EX', Math.ceil(seconds * (0.9 + Math.random() * 0.2)));",
      'return JSON.parse(answer);',
    ]
      .map((line) => indent + line)
      .join('\n');
  return `${typescriptImports}

const redis = new Redis(process.env['REDIS_URL'] ?? 'redis://localhost:6379');
// Reads PGHOST, PGDATABASE, PGUSER …
const pool = new pg.Pool();
const seconds = ${seconds};
const sql = \`${quoted(query)}\`;
${
  generations
    ? `
// Part of every key: raised, it leaves all older answers to their time limit.
const generation = '${base.replaceAll(/['\\]/g, '\\$&')}:generation';
const keyOf = async (${typed}) =>
  ${template};`
    : `
const keyOf = (${typed}) => ${template};`
}

export async function cachedRows(${typed}): Promise<unknown[]> {
  const key = ${keyOf};
  const cached = await redis.get(key);
  if (cached !== null) return JSON.parse(cached);
${
  singleFlight
    ? `  // One caller asks the database; the others wait for what it finds.
  const lock = \`lock:\${key}\`;
  const token = randomUUID();
  try {
    for (let attempt = 0; attempt < 200; attempt++) {
      const isMine = (await redis.set(lock, token, 'PX', 10_000, 'NX')) !== null;
      const found = await redis.get(key);
      if (found !== null) return JSON.parse(found);
      if (isMine) break;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
${ask('    ')}
  } finally {
    // Only the one who holds the lock lets it go.
    await redis.eval(${release}, 1, lock, token);
  }
`
    : `${ask('  ')}
`
}}

${staleNotes(shape, '//')}
export async function answersAreStale(${generations ? '' : typed}): Promise<void> {
  ${generations ? 'await redis.incr(generation);' : `await redis.del(keyOf(${names.join(', ')}));`}
}
`;
}

function pythonCode(shape: CodeShape): string {
  const { query, parameters, session, base, seconds, singleFlight, generations } = shape;
  const names = [...parameters, ...session].map(snake);
  const quoted = (text: string) => text.replaceAll(/[{}]/g, '$&$&').replaceAll(/['\\]/g, '\\$&');
  const slots = shape.key
    .map((part) => (typeof part === 'string' ? quoted(part) : `{quote(str(${snake(part.slot)}), safe="")}`))
    .join('');
  const numbered = parameters.length === 0 ? query : query.replaceAll('%', '%%').replaceAll(/\$(\d+)/g, '%(p$1)s');
  const values = parameters.map((name, at) => `"p${at + 1}": ${snake(name)}`).join(', ');
  const typed = names.map((name) => `${name}: str`).join(', ');
  const [more, given] = names.length === 0 ? ['', ''] : [`, ${typed}`, `, ${names.join(', ')}`];
  const isFilled = generations || slots.includes('{');
  const template = `${isFilled ? 'f' : ''}'${quoted(base)}${generations ? ':{current}' : ''}${slots}'`;
  return `import json
import os
import random
${singleFlight ? 'import time\nimport uuid\n' : ''}${names.length === 0 ? '' : 'from urllib.parse import quote\n'}
import psycopg
import redis
from psycopg.rows import dict_row

cache = redis.Redis.from_url(os.environ.get("REDIS_URL", "redis://localhost:6379"))
SECONDS = ${seconds}
SQL = """${numbered.replaceAll('\\', '\\\\').replaceAll('"""', '\\"\\"\\"')}"""
${
  generations
    ? `
# Part of every key: raised, it leaves all older answers to their time limit.
GENERATION = '${base.replaceAll(/['\\]/g, '\\$&')}:generation'

`
    : '\n'
}
def key_of(${typed}) -> str:
${generations ? '    current = (cache.get(GENERATION) or b"0").decode()\n' : ''}    return ${template}


def read(connection: psycopg.Connection, key: str${more}) -> list[dict]:
    with connection.cursor(row_factory=dict_row) as cursor:
        rows = cursor.execute(SQL${parameters.length === 0 ? '' : `, {${values}}`}).fetchall()
    # What later callers get from the cache, the first one gets too: dates and numbers as JSON has them.
    answer = json.dumps(rows, default=str)
    cache.set(key, answer, ex=max(1, round(SECONDS * random.uniform(0.9, 1.1))))
    return json.loads(answer)


def cached_rows(connection: psycopg.Connection${more}) -> list[dict]:
    key = key_of(${names.join(', ')})
    if (cached := cache.get(key)) is not None:
        return json.loads(cached)
${
  singleFlight
    ? `    # One caller asks the database; the others wait for what it finds.
    token = uuid.uuid4().hex
    lock = f"lock:{key}"
    try:
        for _ in range(200):
            is_mine = cache.set(lock, token, px=10_000, nx=True)
            if (cached := cache.get(key)) is not None:
                return json.loads(cached)
            if is_mine:
                break
            time.sleep(0.05)
        return read(connection, key${given})
    finally:
        # Only the one who holds the lock lets it go.
        cache.eval(${release}, 1, lock, token)
`
    : `    return read(connection, key${given})
`
}

${staleNotes(shape, '#')}
def answers_are_stale(${generations ? '' : typed}) -> None:
    ${generations ? 'cache.incr(GENERATION)' : `cache.delete(key_of(${names.join(', ')}))`}
`;
}

function staleNotes({ invalidate, generations, parameters }: CodeShape, mark: string): string {
  const lines = invalidate.map(({ table, columns, keyedBy }) => {
    const what = columns.length === 0 ? 'every change' : `INSERT, DELETE, and UPDATE of ${columns.join(', ')}`;
    const whose =
      generations || keyedBy === undefined || parameters.length === 0
        ? ''
        : `; for ${keyedBy} of the row, before and after the change`;
    return `${mark} ${table}: ${what}${whose}.`;
  });
  return [`${mark} Call this after commit, when one of these changes:`, ...lines].join('\n');
}

function camel(name: string): string {
  const word = name.replaceAll(/_+([a-zA-Z0-9])/g, (_, letter: string) => letter.toUpperCase());
  return reserved.has(word) || !/^[a-z_]/i.test(word) ? `${word}Value`.replace(/^(\d)/, 'v$1') : word;
}

function snake(name: string): string {
  const word = name.replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase();
  return reserved.has(word) || !/^[a-z_]/.test(word) ? `${word}_value`.replace(/^(\d)/, 'v$1') : word;
}

/** Of both languages, and the names that the code itself uses. */
const reserved = new Set(
  `and as assert async await break case catch class const continue default def del delete do else enum except export
  extends false finally for from function global if import in instanceof is key lambda let lock new nonlocal not null or
  pass pool raise redis return rows seconds sql super switch this throw token true try type typeof var void while with
  yield cache connection cached none answer attempt current cursor encodeURIComponent found generation is_mine isMine json
  key_of keyOf os pg process psycopg quote random randomUUID range read str time uuid`.split(/\s+/),
);

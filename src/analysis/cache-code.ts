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
  /** Text and slots of the key. */
  readonly key: readonly (string | { readonly slot: string })[];
  readonly seconds: number;
  readonly singleFlight: boolean;
  readonly invalidate: CacheStrategy['invalidate'];
}

function shapeOf(query: string, { key, ttl, stampede, invalidate }: CacheStrategy): CodeShape {
  const parts = key?.parts ?? [];
  const names = new Map<CacheKeyPart, string>();
  for (const part of parts.filter(({ from }) => from !== 'literal')) {
    const wanted =
      part.from === 'session' ? part.value : (part.column?.split('.').at(-1) ?? `value${part.value.slice(1)}`);
    const word = wanted.replaceAll(/\W/g, '_');
    const taken = new Set(names.values());
    names.set(part, taken.has(word) ? `${word}_${part.value.replaceAll(/\W/g, '')}` : word);
  }
  const of = (from: CacheKeyPart['from']) =>
    parts.filter((part) => part.from === from).map((part) => names.get(part) ?? '');
  const [tables = 'answer', version = 'v1'] = (key?.pattern ?? '').split(':');
  return {
    query: query.trim().replace(/;\s*$/, ''),
    parameters: of('parameter'),
    session: of('session'),
    key: [
      `${tables}:${version}`,
      ...parts.flatMap((part) => {
        const name = names.get(part);
        return [':', name === undefined ? part.value.replaceAll(/^'|'$/g, '') : { slot: name }];
      }),
    ],
    seconds: ttl?.seconds ?? 60,
    singleFlight: stampede?.method === 'single-flight',
    invalidate,
  };
}

const typescriptImports = ["import { Redis } from 'ioredis';", "import pg from 'pg';"].join('\n');

function typescriptCode({ query, parameters, session, key, seconds, singleFlight, invalidate }: CodeShape): string {
  const names = [...parameters, ...session].map(camel);
  const typed = names.map((name) => `${name}: string`).join(', ');
  const template = key
    .map((part) =>
      typeof part === 'string' ? part.replaceAll(/[`$\\]/g, '\\$&') : `\${encodeURIComponent(${camel(part.slot)})}`,
    )
    .join('');
  const values = parameters.length === 0 ? '' : `, [${parameters.map(camel).join(', ')}]`;
  const ask = `const { rows } = await pool.query(sql${values});`;
  const keep = `await redis.set(key, JSON.stringify(rows), 'EX', Math.ceil(seconds * (0.9 + Math.random() * 0.2)));`;
  return `${typescriptImports}

const redis = new Redis();
const pool = new pg.Pool();
const seconds = ${seconds};
const sql = \`${query.replaceAll(/[`$\\]/g, (found) => `\\${found}`)}\`;

const keyOf = (${typed}) => \`${template}\`;

export async function cachedRows(${typed}): Promise<unknown[]> {
  const key = keyOf(${names.join(', ')});
  const cached = await redis.get(key);
  if (cached !== null) return JSON.parse(cached);
${
  singleFlight
    ? `  // One caller asks the database; the others wait for what it finds.
  const lock = \`lock:\${key}\`;
  const token = crypto.randomUUID();
  for (let attempt = 0; (await redis.set(lock, token, 'PX', 10_000, 'NX')) === null && attempt < 100; attempt++) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    const found = await redis.get(key);
    if (found !== null) return JSON.parse(found);
  }
  try {
    ${ask}
    ${keep}
    return rows;
  } finally {
    // Only the one who holds the lock lets it go.
    await redis.eval("if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('del', KEYS[1]) end", 1, lock, token);
  }
`
    : `  ${ask}
  ${keep}
  return rows;
`
}}

${staleNotes(invalidate, '//')}
export async function answersAreStale(${typed}): Promise<void> {
  await redis.del(keyOf(${names.join(', ')}));
}
`;
}

function pythonCode({ query, parameters, session, key, seconds, singleFlight, invalidate }: CodeShape): string {
  const names = [...parameters, ...session].map(snake);
  const template = key
    .map((part) =>
      typeof part === 'string'
        ? part.replaceAll(/[{}]/g, '$&$&').replaceAll(/["\\]/g, '\\$&')
        : `{quote(str(${snake(part.slot)}), safe="")}`,
    )
    .join('');
  const numbered = query.replaceAll('%', '%%').replaceAll(/\$(\d+)/g, '%(p$1)s');
  const values = parameters.map((name, at) => `"p${at + 1}": ${snake(name)}`).join(', ');
  const typed = names.map((name) => `${name}: str`).join(', ');
  return `import json
import random
import time
import uuid
from urllib.parse import quote

import psycopg
import redis
from psycopg.rows import dict_row

cache = redis.Redis()
SECONDS = ${seconds}
SQL = """${numbered.replaceAll('\\', '\\\\').replaceAll('"""', '\\"\\"\\"')}"""


def key_of(${typed}) -> str:
    return f'${template.replaceAll("'", "\\'")}'


def read(connection: psycopg.Connection, key: str${names.length === 0 ? '' : `, ${typed}`}) -> list[dict]:
    with connection.cursor(row_factory=dict_row) as cursor:
        rows = cursor.execute(SQL, {${values}}).fetchall()
    cache.set(key, json.dumps(rows, default=str), ex=max(1, round(SECONDS * random.uniform(0.9, 1.1))))
    return rows


def cached_rows(connection: psycopg.Connection${names.length === 0 ? '' : `, ${typed}`}) -> list[dict]:
    key = key_of(${names.join(', ')})
    if (cached := cache.get(key)) is not None:
        return json.loads(cached)
${
  singleFlight
    ? `    # One caller asks the database; the others wait for what it finds.
    token = uuid.uuid4().hex
    lock = f"lock:{key}"
    for _ in range(100):
        if cache.set(lock, token, px=10_000, nx=True):
            break
        time.sleep(0.05)
        if (cached := cache.get(key)) is not None:
            return json.loads(cached)
    try:
        return read(connection, key${names.length === 0 ? '' : `, ${names.join(', ')}`})
    finally:
        # Only the one who holds the lock lets it go.
        cache.eval("if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('del', KEYS[1]) end", 1, lock, token)
`
    : `    return read(connection, key${names.length === 0 ? '' : `, ${names.join(', ')}`})
`
}

${staleNotes(invalidate, '#')}
def answers_are_stale(${typed}) -> None:
    cache.delete(key_of(${names.join(', ')}))
`;
}

function staleNotes(invalidate: CodeShape['invalidate'], mark: string): string {
  const lines = invalidate.map(({ table, columns, keyedBy }) => {
    const what = columns.length === 0 ? 'every change' : `INSERT, DELETE, and UPDATE of ${columns.join(', ')}`;
    const whose =
      keyedBy === undefined
        ? 'any answer may be stale: raise the version in the key'
        : `for ${keyedBy} of the row, before and after the change`;
    return `${mark} ${table}: ${what}; ${whose}.`;
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
  yield cache connection cached none`.split(/\s+/),
);

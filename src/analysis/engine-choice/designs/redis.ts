import { byteWords } from '#analysis/engine-choice/byte-words.ts';
import { count, countOf } from '#analysis/plan-words.ts';
import type { DesignCase, Designs } from './design.ts';

/** Bytes of a session as a hash with a time to live: key, four short fields, expiry and table, measured on Redis 7. */
const bytesOfSession = 350;

function sessionMemory({ asked, load }: DesignCase): string {
  const sessions = asked.users ?? (load.reads?.value ?? 10_000) * 10;
  return `${count(sessions)} sessions of some ${bytesOfSession} bytes take ${byteWords(sessions * bytesOfSession)} of memory on each copy`;
}

/** Redis 7 and later, and Valkey. The tests send every command to a server. */
export const redisDesigns: Designs = {
  sessions: (given) => ({
    says: `A hash a session under its token, which expires on its own; a set a user for "log out everywhere". ${sessionMemory(given)}. A replica takes over by Sentinel or the cluster; the last second may be lost, and its people log in again.`,
    schema: [],
    indexes: ['None: every read is by key. The set user:{id}:sessions is the way from a user to the sessions.'],
    examples: [
      'HSET session:{t-1} user_id 42 created 1764000000 csrf a1b2',
      'EXPIRE session:{t-1} 1800',
      'HGETALL session:{t-1}',
      'EXPIRE session:{t-1} 1800 GT',
      'SADD user:42:sessions t-1',
      'DEL session:{t-1}',
    ],
    tips: [
      'Set maxmemory and maxmemory-policy volatile-ttl: what ends soonest goes first when memory is full.',
      `Persistence: appendonly yes with appendfsync everysec loses a second at most.`,
      'Prolong only when five minutes are gone: with 95 % reads most requests then write nothing.',
      'Never KEYS: SCAN, or the set of the user.',
    ],
  }),
  cache: (given) => ({
    says: `Cache-aside: read the key; on a miss read the database and set it with a time to live${given.load.reads === undefined ? '' : ` (${count(given.load.reads.value)} reads a second: ${countOf(Math.max(1, Math.ceil(given.load.reads.value / 100_000)), 'shard')} at 100,000 each)`}. A change deletes the key after the commit.`,
    schema: [],
    indexes: ['None: every read is by key. The key holds everything that the answer depends on.'],
    examples: [
      'GET cache:product:42:en',
      'SET cache:product:42:en "{\\"name\\": \\"Lamp\\"}" EX 300',
      'SET lock:product:42 worker-1 NX PX 2000',
      'DEL cache:product:42:en',
      'CONFIG SET maxmemory-policy allkeys-lfu',
    ],
    tips: [
      'Spread the time to live by 10 %, so that keys of one moment do not end in one moment.',
      'On a miss of a hot key let one worker ask the database (SET … NX), the others wait or take the old value.',
      'dbwright optimize query tells for a query whether a cache pays.',
    ],
  }),
  rankings: () => ({
    says: 'A sorted set: a change of score, the top and the place of a player each take logarithmic time. Counters are plain keys; limits are counters that expire.',
    schema: [],
    indexes: ['The sorted set is the index.'],
    examples: [
      'ZINCRBY board:2026-w47 10 player:7',
      'ZRANGE board:2026-w47 0 99 REV WITHSCORES',
      'ZREVRANK board:2026-w47 player:7',
      'EXPIRE board:2026-w47 2592000',
      'INCR views:page:42',
      'SET limit:user:7:1764000060 0 EX 60 NX',
      'INCR limit:user:7:1764000060',
    ],
    tips: [
      'A board a week: old ones expire, none grows without end.',
      'Write the scores that count to the main database too; the board can be built again from there.',
      'One counter lives on one shard (about 100,000 changes a second): split a hotter one into ten keys and add them up at read.',
    ],
  }),
  'key-value': () => ({
    says: 'A hash a thing with its fields, or a string where it is always read whole. Many small values share a hash: a fifth of the memory.',
    schema: [],
    indexes: ['None: every read is by key.'],
    examples: ['HSET cart:42 sku:1 2 sku:7 1', 'HINCRBY cart:42 sku:1 1', 'HGETALL cart:42', 'EXPIRE cart:42 1209600'],
    tips: ['Keys: kind:id:part. Put {…} around the part that must share a shard.'],
  }),
  queue: () => ({
    says: 'A stream with a consumer group: each job goes to one worker, and stays on its list until it is acknowledged.',
    schema: ['XGROUP CREATE jobs workers $ MKSTREAM'],
    indexes: ['None: jobs are read in order.'],
    examples: [
      'XADD jobs MAXLEN ~ 100000 * kind mail order 1',
      'XREADGROUP GROUP workers w1 COUNT 10 STREAMS jobs >',
      'XAUTOCLAIM jobs workers w1 60000 0',
      'XPENDING jobs workers',
    ],
    tips: ['Workers may see a job twice: make it harmless.', 'XAUTOCLAIM takes over the jobs of a worker that died.'],
  }),
};

/** The text protocol of memcached 1.6; bytes follow on their own line. */
export const memcachedDesigns: Designs = {
  cache: () => ({
    says: 'Cache-aside with one string a key and a time to live; the client spreads the keys over the nodes. A lost node is a wave of misses, nothing more.',
    schema: [],
    indexes: ['None: every read is by key.'],
    examples: [
      'get cache:product:42:en',
      'set cache:product:42:en 0 300 15\\r\\n{"name":"Lamp"}',
      'gets cache:product:42:en',
      'delete cache:product:42:en',
    ],
    tips: [
      'Values above 1 MB are refused: raise -I or split them.',
      'Consistent hashing in the client (ketama), or a new node empties the cache.',
    ],
  }),
};

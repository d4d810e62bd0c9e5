import type { LoggedStatement } from '#vocabulary/logged-statement.ts';

/** A piece of a log whose label is known from how it was made, never from what our own code says of it. */
export interface LabelledTrace {
  readonly name: string;
  /** Beginnings of the statements that are run once per row; none in a decoy. */
  readonly perRow: readonly string[];
  readonly statements: readonly LoggedStatement[];
}

/** Writes a log as a server with log_min_duration_statement = 0 would. Times are in ms from its start. */
class Log {
  readonly statements: LoggedStatement[] = [];
  private now = Date.parse('2026-03-01T10:00:00Z');
  constructor(private readonly random: () => number) {}

  /** After the client was silent for `idle` ms. */
  run(text: string, idle = 0.4, more: Partial<LoggedStatement> = {}): this {
    const milliseconds = more.milliseconds ?? 0.2 + this.random() * 0.4;
    this.now += idle + milliseconds;
    this.statements.push({
      kind: 'statement',
      text,
      at: new Date(Math.round(this.now)).toISOString(),
      session: 's1',
      milliseconds,
      line: this.statements.length + 1,
      ...more,
    });
    return this;
  }

  /** A prepared statement, as drivers send it. */
  execute(text: string, values: readonly (string | number)[], idle = 0.4, more: Partial<LoggedStatement> = {}): this {
    const parameters = Object.fromEntries(values.map((value, at) => [String(at + 1), String(value)]));
    this.run(text, idle, { kind: 'parse', milliseconds: 0.05, ...more });
    this.run(text, 0, { kind: 'bind', parameters, milliseconds: 0.03, ...more });
    return this.run(text, 0, { kind: 'execute', parameters, ...more });
  }

  wait(ms: number): this {
    this.now += ms;
    return this;
  }

  times(count: number, body: (log: this, at: number) => void): this {
    for (let at = 0; at < count; at += 1) body(this, at);
    return this;
  }

  /** As requests come in: mostly soon, at times late. */
  arrival(mean: number): number {
    return -Math.log(1 - this.random()) * mean;
  }

  jitter(mean: number): number {
    return mean * (0.7 + this.random() * 0.6);
  }

  without(...fields: readonly (keyof LoggedStatement)[]): this {
    for (const [at, statement] of this.statements.entries()) {
      const bare = Object.fromEntries(Object.entries(statement).filter(([key]) => !fields.includes(key as never)));
      this.statements[at] = bare as LoggedStatement;
    }
    return this;
  }
}

function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const parent = 'SELECT id, name FROM customers ORDER BY name LIMIT 50';
const child = (id: number) => `SELECT * FROM orders WHERE customer_id = ${id}`;
const scattered = (at: number) => 1 + ((at * 7919) % 9973);

type Case = readonly [name: string, perRow: readonly string[], make: (log: Log) => Log];

const faults: readonly Case[] = [
  [
    'a loop over the rows of a query',
    ['SELECT * FROM orders'],
    (log) => log.run(parent).times(50, (l, i) => l.run(child(scattered(i)))),
  ],
  [
    'the same with prepared statements',
    ['SELECT * FROM orders'],
    (log) =>
      log
        .execute(parent, [])
        .times(50, (l, i) => l.execute('SELECT * FROM orders WHERE customer_id = $1', [scattered(i)])),
  ],
  [
    'a server far away: 40 ms of round trip',
    ['SELECT * FROM orders'],
    (log) => log.run(parent).times(30, (l, i) => l.run(child(scattered(i)), l.jitter(40))),
  ],
  [
    'two children in turns',
    ['SELECT * FROM orders', 'SELECT city FROM addresses'],
    (log) =>
      log
        .run(parent)
        .times(25, (l, i) =>
          l.run(child(scattered(i))).run(`SELECT city FROM addresses WHERE customer_id = ${scattered(i)}`),
        ),
  ],
  [
    'grandchildren',
    ['SELECT * FROM orders', 'SELECT sku FROM items'],
    (log) =>
      log
        .run(parent)
        .times(12, (l, i) =>
          l
            .run(child(scattered(i)))
            .times(4, (m, j) => m.run(`SELECT sku FROM items WHERE order_id = ${scattered(i * 4 + j)}`)),
        ),
  ],
  [
    'many to one: the same customer comes again',
    ['SELECT name FROM customers'],
    (log) =>
      log
        .run('SELECT * FROM orders WHERE status = $$open$$')
        .times(60, (l, i) => l.run(`SELECT name FROM customers WHERE id = ${1 + ((i * 5) % 7)}`)),
  ],
  [
    'within a transaction',
    ['SELECT * FROM orders'],
    (log) =>
      log
        .run('BEGIN')
        .run(parent)
        .times(40, (l, i) => l.run(child(scattered(i))))
        .run('COMMIT'),
  ],
  [
    'a transaction around each call of a repository',
    ['SELECT * FROM orders'],
    (log) =>
      log.run(parent).times(40, (l, i) =>
        l
          .run('BEGIN')
          .run(child(scattered(i)))
          .run('COMMIT'),
      ),
  ],
  [
    'counts per row',
    ['SELECT count(*) FROM orders'],
    (log) =>
      log.run(parent).times(50, (l, i) => l.run(`SELECT count(*) FROM orders WHERE customer_id = ${scattered(i)}`)),
  ],
  [
    'the latest of each',
    ['SELECT * FROM orders'],
    (log) =>
      log
        .run(parent)
        .times(20, (l, i) =>
          l.run(`SELECT * FROM orders WHERE customer_id = ${scattered(i)} ORDER BY created_at DESC LIMIT 1`),
        ),
  ],
  [
    'by uuid',
    ['SELECT * FROM files'],
    (log) =>
      log
        .run('SELECT id FROM folders')
        .times(30, (l, i) =>
          l.run(
            `SELECT * FROM files WHERE folder_id = '00000000-0000-4000-8000-${String(scattered(i)).padStart(12, '0')}'`,
          ),
        ),
  ],
  [
    'a tenant beside the key',
    ['SELECT * FROM orders'],
    (log) =>
      log
        .run(parent)
        .times(30, (l, i) =>
          l.execute('SELECT * FROM orders WHERE tenant_id = $1 AND customer_id = $2', [7, scattered(i)]),
        ),
  ],
  [
    'several requests, each with its loop',
    ['SELECT * FROM orders'],
    (log) =>
      log.times(5, (l) =>
        l
          .wait(l.arrival(900))
          .run(parent)
          .times(20, (m, i) => m.run(child(scattered(i)))),
      ),
  ],
  [
    'traced statements, another comment in each',
    ['SELECT * FROM orders'],
    (log) => log.run(parent).times(30, (l, i) => l.run(`${child(scattered(i))} /*traceparent='00-${i}abc'*/`)),
  ],
  [
    'one insert per row',
    ['INSERT INTO items'],
    (log) =>
      log
        .run('BEGIN')
        .times(40, (l, i) => l.run(`INSERT INTO items (order_id, sku) VALUES (9, 'sku-${i}')`))
        .run('COMMIT'),
  ],
  [
    'one update per row',
    ['UPDATE stock'],
    (log) =>
      log
        .run('SELECT sku, amount FROM cart WHERE id = 5')
        .times(25, (l, i) =>
          l.execute('UPDATE stock SET amount = amount - $2 WHERE sku = $1', [`sku-${i}`, 1 + (i % 3)]),
        ),
  ],
  [
    'one delete per row, each committed',
    ['DELETE FROM sessions'],
    (log) =>
      log
        .run('SELECT id FROM sessions WHERE expires < now()')
        .times(30, (l, i) => l.run(`DELETE FROM sessions WHERE id = ${scattered(i)}`)),
  ],
  [
    'look up, then insert, per line of a file',
    ['SELECT id FROM products', 'INSERT INTO prices'],
    (log) =>
      log
        .run('BEGIN')
        .times(40, (l, i) =>
          l
            .run(`SELECT id FROM products WHERE code = 'c${i}'`, 0.6)
            .run(`INSERT INTO prices (product_id, price) VALUES (${i}, ${i * 3})`, 0.6),
        )
        .run('COMMIT'),
  ],
  [
    'a file of SQL without times',
    ['SELECT * FROM orders'],
    (log) =>
      log
        .run(parent)
        .times(20, (l, i) => l.run(child(scattered(i))))
        .without('at', 'milliseconds'),
  ],
  [
    'plans of auto_explain beside the statements',
    ['SELECT * FROM orders'],
    (log) =>
      log
        .run(parent)
        .times(20, (l, i) => l.run(child(scattered(i)), 0.4, { kind: 'plan' }).run(child(scattered(i)), 0)),
  ],
  [
    'plans of auto_explain alone',
    ['SELECT * FROM orders'],
    (log) =>
      log.run(parent, 0, { kind: 'plan' }).times(20, (l, i) => l.run(child(scattered(i)), 0.4, { kind: 'plan' })),
  ],
  [
    'a slow loop: 6 ms of work for each row',
    ['SELECT * FROM orders'],
    (log) => log.run(parent).times(30, (l, i) => l.run(child(scattered(i)), l.jitter(6))),
  ],
  ['exactly ten', ['SELECT * FROM orders'], (log) => log.run(parent).times(10, (l, i) => l.run(child(i + 1)))],
  [
    'a range within each parent',
    ['SELECT day, total FROM sales'],
    (log) =>
      log
        .run('SELECT id FROM shops')
        .times(20, (l, i) =>
          l.run(`SELECT day, total FROM sales WHERE shop_id = ${scattered(i)} AND day >= '2026-02-01'`),
        ),
  ],
  [
    'pings and settings between',
    ['SELECT * FROM orders'],
    (log) =>
      log.run(parent).times(20, (l, i) =>
        l
          .run('SELECT 1')
          .run("SET application_name = 'api'")
          .run(child(scattered(i))),
      ),
  ],
];

const decoys: readonly Case[] = [
  ['nine are too few', [], (log) => log.run(parent).times(9, (l, i) => l.run(child(scattered(i))))],
  [
    'pages by OFFSET',
    [],
    (log) => log.times(30, (l, i) => l.run(`SELECT * FROM orders ORDER BY id LIMIT 100 OFFSET ${i * 100}`, 3)),
  ],
  [
    'pages by key',
    [],
    (log) =>
      log.times(30, (l, i) => l.execute('SELECT * FROM orders WHERE id > $1 ORDER BY id LIMIT $2', [i * 100, 100], 3)),
  ],
  [
    'pages by two keys',
    [],
    (log) =>
      log.times(30, (l, i) =>
        l.execute(
          'SELECT * FROM orders WHERE (created_at, id) > ($1, $2) ORDER BY created_at, id LIMIT 100',
          [`2026-01-0${1 + (i % 9)}`, i * 100],
          3,
        ),
      ),
  ],
  [
    'pages of one tenant',
    [],
    (log) =>
      log.times(30, (l, i) =>
        l.execute('SELECT * FROM orders WHERE tenant_id = $1 AND id > $2 ORDER BY id LIMIT 100', [7, i * 100], 3),
      ),
  ],
  [
    'pages by the long form of a key',
    [],
    (log) =>
      log.times(20, (l, i) =>
        l.run(
          `SELECT * FROM orders WHERE created_at < '2026-01-${10 + i}' OR (created_at = '2026-01-${10 + i}' AND id < ${i * 3}) ORDER BY created_at DESC, id DESC LIMIT 50`,
          3,
        ),
      ),
  ],
  ['polling every second', [], (log) => log.times(60, (l, i) => l.run(`SELECT * FROM jobs WHERE id > ${i}`, 1000))],
  [
    'polling with the same values',
    [],
    (log) => log.times(60, (l) => l.run("SELECT * FROM jobs WHERE state = 'new'", 100)),
  ],
  [
    'polling of changing keys every 200 ms',
    [],
    (log) => log.times(60, (l, i) => l.run(`SELECT state FROM jobs WHERE id = ${i}`, 200)),
  ],
  ['a health check', [], (log) => log.times(200, (l) => l.run('SELECT 1', 5))],
  [
    'transaction noise of an ORM',
    [],
    (log) => log.times(30, (l) => l.run('BEGIN').run('SET TRANSACTION READ ONLY').run('SELECT 1').run('COMMIT')),
  ],
  [
    'a request each, on one busy connection',
    [],
    (log) => log.times(60, (l, i) => l.run(`SELECT * FROM users WHERE id = ${scattered(i)}`, l.arrival(30))),
  ],
  [
    'requests of three statements, on one busy connection',
    [],
    (log) =>
      log.times(40, (l, i) =>
        l
          .run(`SELECT * FROM users WHERE id = ${scattered(i)}`, l.arrival(40))
          .run(`SELECT * FROM carts WHERE user_id = ${scattered(i)}`)
          .run(`SELECT count(*) FROM messages WHERE user_id = ${scattered(i)}`),
      ),
  ],
  [
    'requests with a transaction each',
    [],
    (log) =>
      log.times(40, (l, i) =>
        l
          .run('BEGIN', l.arrival(25))
          .run(`SELECT * FROM users WHERE id = ${scattered(i)}`)
          .run(`UPDATE users SET seen = now() WHERE id = ${scattered(i)}`)
          .run('COMMIT'),
      ),
  ],
  [
    'a worker that takes one message after the other',
    [],
    (log) =>
      log.times(40, (l, i) =>
        l
          .run('BEGIN', l.jitter(1))
          .run(`SELECT * FROM messages WHERE id = ${i} FOR UPDATE`)
          .run(`UPDATE messages SET done = true WHERE id = ${i}`)
          .run('COMMIT'),
      ),
  ],
  [
    'a pool that resets after each request',
    [],
    (log) =>
      log.times(40, (l, i) => l.run(`SELECT * FROM users WHERE id = ${scattered(i)}`, l.jitter(1)).run('DISCARD ALL')),
  ],
  [
    'batches of keys',
    [],
    (log) =>
      log
        .run(parent)
        .times(20, (l, i) =>
          l.execute('SELECT * FROM orders WHERE customer_id = ANY($1)', [`{${i},${i + 1},${i + 2}}`]),
        ),
  ],
  [
    'batches of keys, written out',
    [],
    (log) =>
      log
        .run(parent)
        .times(20, (l, i) =>
          l.run(
            `SELECT * FROM orders WHERE customer_id IN (${Array.from({ length: 3 + (i % 4) }, (_, j) => i * 10 + j).join(', ')})`,
          ),
        ),
  ],
  [
    'batches of rows',
    [],
    (log) =>
      log
        .run('BEGIN')
        .times(20, (l, i) => l.run(`INSERT INTO items (order_id, sku) VALUES (${i}, 'a'), (${i}, 'b'), (${i}, 'c')`))
        .run('COMMIT'),
  ],
  [
    'batches of rows by unnest',
    [],
    (log) =>
      log.times(20, (l, i) =>
        l.execute('INSERT INTO items (order_id, sku) SELECT * FROM unnest($1::int[], $2::text[])', [
          `{${i},${i}}`,
          '{a,b}',
        ]),
      ),
  ],
  [
    'the same query again and again',
    [],
    (log) => log.run(parent).times(40, (l) => l.run('SELECT value FROM settings WHERE name = $$theme$$')),
  ],
  [
    'two values in turns',
    [],
    (log) =>
      log.times(40, (l, i) => l.run(`SELECT value FROM settings WHERE name = '${i % 2 === 0 ? 'theme' : 'lang'}'`)),
  ],
  ['many different statements', [], (log) => log.times(40, (l, i) => l.run(`SELECT c${i} FROM t${i} WHERE id = ${i}`))],
  [
    'reading of the catalogs',
    [],
    (log) => log.times(40, (l, i) => l.run(`SELECT relname FROM pg_catalog.pg_class WHERE oid = ${i}`)),
  ],
  [
    'a prepared statement that is bound and never run',
    [],
    (log) =>
      log.times(40, (l, i) =>
        l.run('SELECT * FROM orders WHERE customer_id = $1', 0.4, { kind: 'bind', parameters: { 1: String(i) } }),
      ),
  ],
  [
    'more rows of one portal',
    [],
    (log) =>
      log.run(parent).times(40, (l, i) =>
        l.run('SELECT * FROM orders WHERE customer_id = $1', 0.4, {
          kind: 'execute',
          fetch: true,
          parameters: { 1: String(i) },
        }),
      ),
  ],
  ['one per session', [], (log) => log.times(40, (l, i) => l.run(child(scattered(i)), 0.4, { session: `s${i}` }))],
  [
    'events that requests write',
    [],
    (log) =>
      log.times(50, (l, i) =>
        l.run(`INSERT INTO events (user_id, what) VALUES (${scattered(i)}, 'seen')`, l.arrival(35)),
      ),
  ],
  ['seconds apart', [], (log) => log.times(40, (l, i) => l.run(child(scattered(i)), 2500))],
  [
    'partitions one after the other',
    [],
    (log) => log.times(12, (l, i) => l.run(`SELECT count(*) FROM sales_2026_${String(i + 1).padStart(2, '0')}`)),
  ],
];

export const labelledTraces: readonly LabelledTrace[] = [...faults, ...decoys].map(([name, perRow, make], at) => ({
  name,
  perRow,
  statements: make(new Log(seeded(at + 1))).statements,
}));

import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { Plan } from '#vocabulary/plan.ts';
import { cacheCode } from './cache-code.ts';
import { cacheStrategy } from './cache-strategy.ts';
import { callEffect } from './call-effects.ts';
import { query, shop, shopStatistics, where } from './shop.fixture.ts';

const now = new Date('2026-01-02T00:00:00Z');
const ordersOfUser = {
  ...query({
    text: 'select id, total from orders o where user_id = $1',
    from: ['orders o'],
    where: [where('o.user_id', '=', '$1')],
  }),
  parameters: [{ number: 1, comparedWith: { relation: 0, column: 'user_id' } }],
  columns: [
    { relation: 0, column: 'id' },
    { relation: 0, column: 'total' },
    { relation: 0, column: 'user_id' },
  ],
};
const plan = Plan.parse({
  root: {
    id: '0',
    type: 'Seq Scan',
    estimated: { startupCost: 0, totalCost: 20_000, rows: 7, width: 16 },
    children: [],
  },
  analyzed: false,
});
/** 86,400 rows of orders changed in the day since the last ANALYZE. */
const busy = {
  ...shopStatistics,
  relations: shopStatistics.relations.map((one) =>
    one.name === 'orders' ? { ...one, modifiedRows: 86_400, lastAnalyze: '2026-01-01T00:00:00Z' } : one,
  ),
};

const judge = (more: object = {}, schema = shop(), facts: object = {}) =>
  cacheStrategy({ query: { ...ordersOfUser, ...more }, schema, plan, now, ...facts });

describe('cache strategy', () => {
  it('names the key, what makes answers stale, and whose', () => {
    const strategy = judge();
    expect(strategy).toMatchObject({
      cacheable: 'yes',
      key: { pattern: 'orders:v1:{user_id}', parts: [{ value: '$1', from: 'parameter', column: 'orders.user_id' }] },
      invalidate: [{ table: 'public.orders', columns: ['id', 'total', 'user_id'], keyedBy: 'user_id' }],
      stampede: { method: 'single-flight' },
    });
  });

  it('derives the time limit from the rate of changes', () => {
    // One change a second over 150,000 users: 0.1 / (1 / 150,000) s is more than the hour that is the most.
    expect(judge({}, shop(), { statistics: busy }).ttl).toMatchObject({ seconds: 3600, level: 'derived' });
    const all = { predicates: [], parameters: [], blocks: [{ ...ordersOfUser.blocks[0], aggregates: true }] };
    expect(judge(all, shop(), { statistics: busy }).ttl).toMatchObject({ seconds: 1, level: 'derived' });
    expect(judge({}, shop(), { statistics: shopStatistics }).ttl).toMatchObject({ seconds: 300, level: 'cited' });
  });

  it('refuses what must not be kept', () => {
    const no = (more: object, facts: object = {}) => {
      const strategy = judge(more, shop(), facts);
      expect(strategy.cacheable).toBe('no');
      expect(strategy.key).toBeUndefined();
      return strategy.why.join(' ');
    };
    expect(no({ kind: 'update' })).toContain('It writes (UPDATE)');
    expect(no({ locksRows: true })).toContain('FOR UPDATE');
    expect(no({ functions: ['nextval'] })).toContain('nextval');
    expect(no({ functions: ['random'] })).toContain('random');
    expect(no({}, { milliseconds: 0.3 })).toContain('0.3 ms');
    expect(
      no({}, { plan: { ...plan, root: { ...plan.root, estimated: { ...plan.root.estimated, totalCost: 8 } } } }),
    ).toContain('next to nothing');
  });

  it('takes care where the answer hangs on the clock, the user or the session', () => {
    const secured = shop([], { tables: shop().tables.map((table) => ({ ...table, rowSecurity: true })) });
    expect(judge({}, secured)).toMatchObject({
      cacheable: 'with-care',
      key: { pattern: 'orders:v1:{user_id}:{current_user}' },
    });
    expect(judge({ functions: ['now'] })).toMatchObject({ cacheable: 'with-care', ttl: { seconds: 60 } });
    expect(judge({ functions: ['current_setting'] }).key?.parts).toContainEqual({
      value: 'current_setting',
      from: 'session',
    });
  });

  it('takes functions of the user’s own for what they declare', () => {
    const make = (words: string) => ({
      kind: 'function' as const,
      schema: 'public',
      name: 'tax',
      definition: `CREATE OR REPLACE FUNCTION public.tax() RETURNS int LANGUAGE sql ${words} AS $function$ select 1 -- IMMUTABLE $function$`,
    });
    expect(callEffect('tax', shop([], { objects: [make('IMMUTABLE')] }))).toBe('constant');
    expect(callEffect('tax', shop([], { objects: [make('')] }))).toBe('never');
    expect(callEffect('lower', shop())).toBe('constant');
  });
});

describe('cache code', () => {
  const strategies = [
    judge(),
    judge({ functions: ['current_user'] }),
    judge({}, shop(), { milliseconds: 8 }),
    judge({
      text: `select \`x\`, '\${evil}', '\\' from orders where status = 'a\`b' and user_id = $1`,
      predicates: [...ordersOfUser.predicates, { ...where('o.status', '=', "'a`b'"), relation: 0 }],
    }),
  ];

  it.each(strategies.map((one, at) => [at, one] as const))('is valid TypeScript (%i)', (_, strategy) => {
    const code = cacheCode(`select '\`\${x}' from orders where user_id = $1;`, strategy, 'typescript') ?? '';
    const { diagnostics } = ts.transpileModule(code, { reportDiagnostics: true });
    expect(diagnostics).toEqual([]);
    expect(code).toContain('userId');
  });

  it('makes the same key for the same values, and no other', () => {
    const code = cacheCode(ordersOfUser.text, judge(), 'typescript') ?? '';
    expect(code).toContain(`\`orders:v1:\${encodeURIComponent(userId)}\``);
    expect(code).toContain('INSERT, DELETE, and UPDATE of id, total, user_id; for user_id of the row');
    expect(code).toContain('answersAreStale(userId: string)');
  });

  it('raises a generation where a changed row does not tell the keys of its answers', () => {
    const strategy = judge({ predicates: [] });
    const code = cacheCode(ordersOfUser.text, strategy, 'typescript') ?? '';
    expect(code).toContain('answersAreStale(): Promise<void>');
    expect(code).toContain('await redis.incr(generation);');
    const python = cacheCode(ordersOfUser.text, strategy, 'python') ?? '';
    expect(python).toContain('cache.incr(GENERATION)');
    expect(python).toContain('"p1": user_id');
  });

  it('binds each parameter once, in the order of their numbers', () => {
    const strategy = judge({
      parameters: [
        { number: 2, comparedWith: { relation: 0, column: 'total' } },
        { number: 1, comparedWith: { relation: 0, column: 'user_id' } },
        { number: 1, comparedWith: { relation: 0, column: 'id' } },
      ],
    });
    const text = 'select id from orders where total > $2 and (user_id = $1 or id = $1)';
    expect(cacheCode(text, strategy, 'typescript')).toContain('pool.query(sql, [userId, total])');
    expect(cacheCode(text, strategy, 'python')).toContain('{"p1": user_id, "p2": total}');
  });

  it('has no name of its own as the name of a value', () => {
    const strategy = judge({ parameters: [{ number: 1, comparedWith: { relation: 0, column: 'time' } }] });
    expect(cacheCode(ordersOfUser.text, strategy, 'python')).toContain('time_value: str');
  });

  it('is not given where nothing may be cached', () => {
    expect(cacheCode('update orders set total = 0', judge({ kind: 'update' }), 'typescript')).toBeUndefined();
  });
});

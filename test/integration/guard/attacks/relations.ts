import { type AttackCase, attackClass } from '../attack-case.ts';

const views = attackClass('views');
const policies = attackClass('row security', { as: ['owner'] });
const planning = attackClass('what planning alone runs');
const foreign = attackClass('foreign tables', { as: ['administrator'] });

export const relationAttacks: readonly AttackCase[] = [
  views.seen('over a function', 'SELECT * FROM evil.v1'),
  views.seen('three deep', 'SELECT * FROM evil.v3'),
  views.seen('TABLE', 'TABLE evil.v3'),
  views.seen('in a subquery', 'SELECT 1 WHERE EXISTS (SELECT a FROM evil.v2 WHERE a > 0)'),
  views.seen('in a WITH that is read', 'WITH x AS MATERIALIZED (SELECT * FROM evil.v2) SELECT count(a) FROM x'),
  views.seen('with a barrier', 'SELECT * FROM evil.barrier'),
  views.seen('recursive', 'SELECT * FROM evil.rounds'),
  views.seen('with a LIMIT', 'SELECT * FROM evil.limited'),
  views.seen('with a subquery in its list', 'SELECT deep FROM evil.sub LIMIT 1'),
  views.seen('with LATERAL', 'SELECT * FROM evil.lateral_view LIMIT 1'),
  views.seen('under a name of the query', 'SELECT customers.a FROM evil.v1 AS customers'),
  views.seen(
    'hidden by a WITH of the same name elsewhere',
    'SELECT * FROM (WITH v1 AS (SELECT 1) SELECT * FROM v1) x, evil.v1',
  ),
  views.seen('under EXPLAIN ANALYZE', 'EXPLAIN (ANALYZE, TIMING off) SELECT * FROM evil.v3'),

  policies.seen('of a table', 'SELECT * FROM shop.policed'),
  policies.seen('behind a view', 'SELECT * FROM shop.over_policed'),
  policies.seen('in a join', 'SELECT 1 FROM shop.customers c JOIN shop.policed p USING (id)'),
  policies.seen('under EXPLAIN', 'EXPLAIN SELECT * FROM shop.policed WHERE id = 1', { control: false }),

  planning.seen('an index on an expression', 'SELECT a FROM shop.trap_index WHERE a = 1'),
  planning.seen('an index on an expression, explained', 'EXPLAIN SELECT a FROM shop.trap_index WHERE a = 1'),
  planning.seen('an index on an expression, in a subquery', 'SELECT 1 WHERE EXISTS (SELECT FROM shop.trap_index)'),
  planning.seen('the condition of an index', 'SELECT a FROM shop.trap_partial WHERE a = 7'),
  planning.seen('a CHECK of an heir', 'SELECT a FROM shop.trap_check WHERE a < 5'),
  planning.seen('a partition key', 'SELECT a FROM shop.trap_range WHERE a = 5'),
  planning.seen('hashes of partitions', 'SELECT a FROM shop.trap_hash WHERE a = 5::smallint'),
  planning.seen('bounds of partitions', 'SELECT a FROM shop.trap_ranked WHERE a = 5::smallint'),
  planning.seen('statistics on an expression', 'SELECT a FROM shop.trap_statistics WHERE a = 1', { since: 14 }),
  planning.seen(
    'the number of an index column',
    "SELECT pg_get_indexdef(indexrelid), indisvalid FROM pg_catalog.pg_index i WHERE indrelid OPERATOR(pg_catalog.=) 'shop.trap_index'::regclass AND evil.imm(1) > 0",
  ),

  foreign.seen('of another server', 'SELECT * FROM evil.remote'),
  foreign.seen(
    'of another server, in a join',
    'SELECT 1 FROM shop.customers c LEFT JOIN evil.remote r ON r.id OPERATOR(pg_catalog.=) c.id',
  ),
  foreign.seen('explained with remote estimates', 'EXPLAIN SELECT * FROM evil.remote_estimated', {
    control: false,
  }),
  foreign.possible('sampled', 'SELECT count(*) FROM evil.remote'),
];

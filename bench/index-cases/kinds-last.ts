import type { IndexCase } from './index-case.ts';

const network = ['gist (network inet_ops)', 'spgist (network)', 'spgist (network inet_ops)'].map(
  (keys) => `hits using ${keys}`,
);

/** Nothing was adjusted to these: labelled last, asked once. Their share of right answers is the honest figure. */
export const lastKinds: readonly IndexCase[] = [
  {
    name: 'last: part of a mail address',
    why: 'trigrams',
    query: "select id from accounts where email like '%il4242@%'",
    accept: ['accounts using gin (email gin_trgm_ops)', 'accounts using gist (email gist_trgm_ops)'],
    extended: true,
  },
  {
    name: 'last: a word in a long text, any case',
    why: 'trigrams',
    query: "select id from documents where body ~* 'meets.*zebra'",
    accept: ['documents using gin (body gin_trgm_ops)', 'documents using gist (body gist_trgm_ops)'],
    extended: true,
  },
  {
    name: 'last: a rare flag in a document',
    why: 'containment',
    query: `select id, title from documents where meta @> '{"urgent": true}'`,
    accept: [
      'documents using gin (meta jsonb_path_ops)',
      'documents using gin (meta)',
      `documents (*) where meta @> '{"urgent": true}'`,
    ],
  },
  {
    name: 'last: documents in partitions',
    why: 'containment',
    query: `select id from events where payload @> '{"n": 4242}'`,
    accept: ['events using gin (payload jsonb_path_ops)', 'events using gin (payload)'],
  },
  {
    name: 'last: two elements of an array',
    why: 'elements',
    query: "select id from documents where tags @> array['tag77', 'tag91']",
    accept: ['documents using gin (tags)'],
  },
  {
    name: 'last: a phrase',
    why: 'text search over an expression',
    query: `select id from documents
where to_tsvector('english', title || ' ' || body) @@ phraseto_tsquery('english', 'meets a zebra')`,
    accept: ["documents using gin (to_tsvector('english', title || ' ' || body))"],
  },
  {
    name: 'last: a validity that overlaps',
    why: 'ranges',
    query: "select id from stays where valid && tstzrange('2015-01-01', '2015-01-05')",
    accept: ['stays using gist (valid)', 'stays using spgist (valid)'],
  },
  {
    name: 'last: a unit on a day, without btree_gist',
    why: 'either condition leaves a few hundred rows',
    query: "select id, guest from stays where unit_id = 17 and term @> date '2021-05-05'",
    accept: ['stays (unit_id)', 'stays using gist (term)', 'stays using spgist (term)'],
  },
  {
    name: 'last: a unit in a season, btree_gist',
    why: 'both conditions in one index',
    query: "select id, guest from stays where unit_id = 17 and term && daterange('2021-05-01', '2021-08-01')",
    accept: ['stays using gist (unit_id, term)', 'stays (unit_id)'],
    extended: true,
  },
  {
    name: 'last: nearest boxes',
    why: 'box_ops orders by the distance to a point',
    query: "select id from places order by area <-> point '(10,10)' limit 3",
    accept: ['places using gist (area)', 'places using spgist (area)'],
  },
  {
    name: 'last: the farthest',
    why: 'GiST gives the nearest first, never the farthest',
    query: "select id from places order by location <-> point '(500,500)' desc limit 5",
    accept: ['none'],
  },
  {
    name: 'last: circles that contain a circle',
    why: 'shapes',
    query: "select id from places where reach @> circle '((500,500),0.2)'",
    accept: ['places using gist (reach)'],
  },
  {
    name: 'last: networks that contain a network',
    why: '>>= is in no B-tree',
    query: "select id from hits where network >>= inet '10.56.27.0/28'",
    accept: network,
  },
  {
    name: 'last: addresses in a network or equal to it',
    why: '<<= becomes a range',
    query: "select id, at from hits where client <<= inet '10.18.187.0/26'",
    accept: ['hits (client)', 'hits using gist (client inet_ops)', 'hits using spgist (client)'],
  },
  {
    name: 'last: ancestors of a path',
    why: 'GiST is the index for ancestors',
    query: "select id from branches where path @> 'top.a0.b50.c166.d11.e1'",
    accept: ['branches using gist (path)'],
    extended: true,
  },
  {
    name: 'last: one run',
    why: 'a two-hundredth of the rows, all in a few blocks',
    query: 'select avg(value) from readings where run_no = 77',
    accept: ['readings using brin (run_no)', 'readings (run_no)', 'readings (run_no) include (value)'],
  },
  {
    name: 'last: the newest tenth',
    why: 'rows lie in the order of their time',
    query: "select sensor_id, avg(value) from readings where taken_at >= '2025-05-30' group by sensor_id",
    accept: ['readings using brin (taken_at)'],
  },
  {
    name: 'last: the first after a moment',
    why: 'the order is wanted, and few rows',
    query: "select * from readings where taken_at > '2025-03-01' order by taken_at limit 50",
    accept: ['readings (taken_at)'],
  },
  {
    name: 'last: one long body',
    why: 'equality on 200 bytes',
    query: "select id from documents where body = 'The red animal 4240 walks by the river.'",
    accept: ['documents using hash (body)'],
  },
  {
    name: 'last: addresses that come twice',
    why: 'every row is read',
    query: 'select url, count(*) from pages group by url having count(*) > 1',
    accept: ['none'],
  },
  {
    name: 'last: upper() of a code',
    why: 'the expression of the query is the key',
    query: "select id from accounts where upper(code) = 'E502-4242'",
    accept: ['accounts (upper(code))'],
  },
  {
    name: 'last: a year of birth',
    why: 'of a date it is immutable; one in seventy',
    query: "select id from people where date_part('year', born) = 1950 and last_name = 'Last7'",
    accept: ["people (date_part('year', born))", "people (last_name, date_part('year', born) |)", 'people (last_name)'],
  },
  {
    name: 'last: deleted ones of a tenant',
    why: 'few are deleted',
    query: 'select id, email from accounts where tenant_id = 3 and deleted_at is not null',
    accept: [
      'accounts (tenant_id) where deleted_at is not null',
      'accounts (tenant_id, deleted_at)',
      'accounts (tenant_id)',
      'accounts (deleted_at)',
    ],
  },
  {
    name: 'last: seen last, the unseen at the end',
    why: 'a plain index read backward has the NULLs first',
    query: 'select * from accounts order by last_seen_at desc nulls last, id limit 25',
    accept: ['accounts (last_seen_at desc nulls last, id)', 'accounts (last_seen_at desc nulls last)'],
  },
  {
    name: 'last: closed tickets counted by severity',
    why: 'nearly every row is read',
    query: 'select severity, count(*), max(title) from tickets where closed group by severity',
    accept: ['none'],
  },
];

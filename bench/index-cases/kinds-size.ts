import type { IndexCase } from './index-case.ts';

const brin = 'readings using brin (taken_at)';
const url = (number: number, hash: string, session: string) =>
  `https://www.shop.example/catalogue/${`${hash}/`.repeat(6)}${number}?session=${session}`;
const address = url(4242, 'fe7ecc4de28b2c83c016b5c6c2acd826', '97d84fba14b84fb843751040837c95b4');

/** BRIN and hash, where their size is the point, and decoys where it is not. The first set of kinds, part three. */
export const sizeCases: readonly IndexCase[] = [
  {
    name: 'BRIN: a tenth of the readings',
    why: 'rows lie in the order of their time: a few kilobytes do what a B-tree of 9 MB would',
    query: "select avg(value) from readings where taken_at >= '2025-03-01' and taken_at < '2025-03-18'",
    accept: [brin],
  },
  {
    name: 'BRIN: a third of the readings',
    why: 'as above; a B-tree gains nothing here',
    query:
      "select sensor_id, max(value) from readings where taken_at between '2025-02-01' and '2025-03-25' group by sensor_id",
    accept: [brin],
  },
  {
    name: 'BRIN: the readings of two days',
    why: 'a hundredth: either is quick, the one is 300 times as large',
    query: "select avg(value) from readings where taken_at >= '2025-03-01' and taken_at < '2025-03-03'",
    accept: [brin, 'readings (taken_at)'],
  },
  {
    name: 'BRIN: days counted over a month',
    why: 'a fifth of a table that lies in order',
    query: `select date_trunc('day', taken_at), count(*), avg(value) from readings
where taken_at >= '2025-03-01' and taken_at < '2025-04-01' group by 1`,
    accept: [brin],
  },
  {
    name: 'BRIN: a number that grows',
    why: 'an eighth of the runs, which lie together',
    query: 'select avg(value) from readings where run_no between 50 and 74',
    accept: ['readings using brin (run_no)'],
  },
  {
    name: 'BRIN: DELETE of the oldest',
    why: 'old rows lie at the beginning; a B-tree would only make every INSERT dearer',
    query: "delete from readings where taken_at < '2025-01-10'",
    accept: [brin, 'readings (taken_at)'],
  },
  {
    name: 'BRIN decoy: one minute',
    why: 'two rows: a block range holds thousands',
    query: "select * from readings where taken_at between '2025-03-01 10:00' and '2025-03-01 10:01'",
    accept: ['readings (taken_at)'],
  },
  {
    name: 'BRIN decoy: the latest',
    why: 'BRIN has no order',
    query: 'select * from readings order by taken_at desc limit 20',
    accept: ['readings (taken_at)'],
  },
  {
    name: 'BRIN decoy: the last moment',
    why: 'BRIN has no order',
    query: 'select max(taken_at) from readings',
    accept: ['readings (taken_at)'],
  },
  {
    name: 'BRIN decoy: a column that is scattered',
    why: 'every block range holds every time: BRIN excludes nothing',
    query: "select avg(value) from readings where checked_at between '2025-03-01' and '2025-03-01 12:00'",
    accept: ['readings (checked_at)', 'readings (checked_at) include (value)', 'readings (checked_at, value)'],
  },
  {
    name: 'BRIN decoy: two fifths of a scattered column',
    why: 'neither kind leaves out a page; only a copy of the table would',
    query: "select sensor_id, raw, avg(value) from readings where checked_at < '2025-03-10' group by 1, 2",
    accept: ['none'],
  },
  {
    name: 'BRIN decoy: one sensor',
    why: 'the sensor leaves out most of the range',
    query:
      "select avg(value) from readings where sensor_id = 17 and taken_at >= '2025-03-01' and taken_at < '2025-03-18'",
    accept: ['readings (sensor_id, taken_at)', 'readings (sensor_id, taken_at) include (value)'],
  },
  {
    name: 'BRIN: existing one',
    why: 'it is there, and a B-tree would be little faster',
    query: "select avg(value) from readings where received_at >= '2025-03-01' and received_at < '2025-03-18'",
    accept: ['none'],
  },
  {
    name: 'range of the key',
    why: 'its index is there',
    query: 'select avg(value) from readings where id between 100000 and 140000',
    accept: ['none'],
  },
  {
    name: 'hash: one address',
    why: 'the key has 278 bytes: a hash index is a tenth of the B-tree',
    query: `select id, title from pages where url = '${address}'`,
    accept: ['pages using hash (url)'],
  },
  {
    name: 'hash: an address that is a parameter',
    why: 'as above',
    query: 'select id, title from pages where url = $1',
    param: { 1: address },
    accept: ['pages using hash (url)'],
  },
  {
    name: 'hash: an address and a state',
    why: 'the address alone finds the row',
    query: `select id, title from pages where url = '${address}' and status = 200`,
    accept: ['pages using hash (url)'],
  },
  {
    name: 'hash: a join on the address',
    why: 'an equality join on a long key',
    query: 'select p.id, p.title from crawl_queue q join pages p on p.url = q.url where q.id = 77',
    accept: ['pages using hash (url)'],
  },
  {
    name: 'hash: a list of addresses',
    why: 'each is looked up on its own; a B-tree does it too',
    query: `select id from pages where url in ('${address}', '${url(4243, 'x', 'y')}')`,
    accept: ['pages using hash (url)', 'pages (url)'],
  },
  {
    name: 'hash: existing one',
    why: 'it is there',
    query: "select id from pages where referrer = 'https://search.example/results/'",
    accept: ['none'],
  },
  {
    name: 'hash decoy: a short key',
    why: 'the B-tree is as small and can do more',
    query: "select id, title from pages where slug = 'p-4242'",
    accept: ['pages (slug)'],
  },
  {
    name: 'hash decoy: a prefix of the address',
    why: 'a hash knows no beginning',
    query: "select id from pages where url like 'https://www.shop.example/catalogue/fe7ecc%'",
    accept: ['pages (url text_pattern_ops)', 'pages (url)'],
  },
  {
    name: 'hash decoy: addresses in order',
    why: 'a hash has no order',
    query: 'select id, url from pages order by url limit 20',
    accept: ['pages (url)'],
  },
  {
    name: 'hash decoy: prefix beside an existing hash index',
    why: 'the existing one serves equality only',
    query: "select id from pages where referrer like 'https://search.example/results/7a67415%'",
    accept: ['pages (referrer text_pattern_ops)', 'pages (referrer)'],
  },
  {
    name: 'hash decoy: digest of the address',
    why: 'the query compares the digest: that is the key',
    query: "select id from pages where md5(url) = 'd41d8cd98f00b204e9800998ecf8427e'",
    accept: ['pages (md5(url))', 'pages using hash (md5(url))'],
  },
];

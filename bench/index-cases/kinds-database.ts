import type { EmbeddedRequest } from '#contracts/engine.ts';

/**
 * Tables for the kinds of indexes beside the B-tree: ranges, shapes, networks, documents, text search, long texts, and
 * readings that lie on disk in the order of their time. `u` is the function of `database.ts`.
 */
export const kindsSteps: EmbeddedRequest['steps'] = [
  {
    label: '400,000 readings in the order of their time',
    sql: `
create table readings (id bigint primary key, sensor_id int not null, taken_at timestamptz not null,
  received_at timestamptz not null, run_no int not null, checked_at timestamptz not null, value float8 not null,
  raw text not null);
insert into readings
select i, 1 + floor(200 * u(i, 110))::int, taken, taken + interval '1 second' * floor(1800 * u(i, 111)), i / 2000,
  timestamptz '2025-01-01' + interval '1 second' * floor(15000000 * u(i, 112)), 100 * u(i, 113), repeat('r', 40)
from (select i, timestamptz '2025-01-01' + interval '36 seconds' * i + interval '1 second' * floor(60 * u(i, 114)) as taken
      from generate_series(1, 400000) i) made;
create index idx_readings_received on readings using brin (received_at);`,
  },
  {
    label: 'pages, stays, places, hits',
    sql: `
create table pages (id int primary key, url text not null, referrer text not null, slug text not null,
  title text not null, fetched_at timestamptz not null, status int not null);
insert into pages
select i, 'https://www.shop.example/catalogue/' || repeat(md5(i::text) || '/', 6) || i || '?session=' || md5((i * 7)::text),
  'https://search.example/results/' || repeat(md5((i / 3)::text) || '-', 6) || i / 3,
  'p-' || i, 'Page ' || i, timestamptz '2025-01-01' + interval '1 second' * floor(15000000 * u(i, 120)),
  case when u(i, 121) < 0.02 then 404 else 200 end
from generate_series(1, 60000) i;
create index idx_pages_referrer on pages using hash (referrer);
create table crawl_queue (id int primary key, url text not null);
insert into crawl_queue select p.id / 20, p.url from pages p where p.id % 20 = 0;

create table stays (id int primary key, unit_id int not null, guest text not null, term daterange not null,
  rent_band int4range not null, valid tstzrange not null);
insert into stays
select i, 1 + floor(400 * u(i, 130))::int, 'Guest ' || i, daterange(day, day + 3 + floor(27 * u(i, 131))::int),
  int4range(low, low + 1 + floor(50 * u(i, 132))::int),
  tstzrange(day, case when u(i, 133) > 0.002 then day + interval '20 days' end)
from (select i, date '2015-01-01' + floor(3650 * u(i, 134))::int as day, floor(100000 * u(i, 135))::int as low
      from generate_series(1, 80000) i) made;
create index idx_stays_rent_band on stays using gist (rent_band);

create table places (id int primary key, kind text not null, name text not null, location point not null, area box not null,
  outline polygon not null, reach circle not null);
insert into places
select i, (array['cafe','shop','park','school','bank','museum','hotel','bar'])[1 + floor(8 * u(i, 140))::int], 'Place ' || i,
  point(x, y), box(point(x, y), point(x + 2, y + 2)), polygon(box(point(x, y), point(x + 1, y + 3))),
  circle(point(x, y), 1 + 2 * u(i, 141))
from (select i, 1000 * u(i, 142) as x, 1000 * u(i, 143) as y from generate_series(1, 60000) i) made;
create table depots (id int primary key, name text not null, location point not null);
insert into depots select i, 'Depot ' || i, point(80 * i, 990 - 80 * i) from generate_series(1, 12) i;

create table hits (id int primary key, client inet not null, network cidr not null, path text not null,
  at timestamptz not null);
insert into hits
select i, inet '10.0.0.0' + floor(4000000 * u(i, 150))::bigint,
  set_masklen(cidr '10.0.0.0/8' + floor(16000000 * u(i, 151))::bigint, 24 + floor(8 * u(i, 152))::int)::cidr,
  '/page/' || i % 500, timestamptz '2025-01-01' + interval '1 second' * floor(15000000 * u(i, 153))
from generate_series(1, 100000) i;`,
  },
  {
    label: 'articles and assets',
    sql: `
create table vocabulary as select n, x || y || z as word
  from (select n, (array['ba','ce','di','fo','gu','ha','je','ki','lo','mu','na','pe','qui','ro','su','ta','ve','wi','xo','zu'])[1 + n % 20] as x,
    (array['lan','mer','nit','pol','ras','sel','tin','vor','wen','zak'])[1 + n / 20 % 10] as y,
    (array['da','ga','ka','la','ma','na','ra','sa','ta','za'])[1 + n / 200] as z from generate_series(0, 1999) n) made;
create table articles (id int primary key, author_id int not null, lane int not null, lang regconfig not null,
  title text not null, summary text, body text not null, search tsvector not null, keywords text[] not null,
  codes int[] not null, published_at timestamptz not null);
insert into articles
select i, 1 + floor(500 * u(i, 160))::int, 1 + floor(20 * u(i, 161))::int,
  (array['english','german'])[1 + i % 2]::regconfig, 'Notes on ' || a || ' and ' || b,
  case when u(i, 162) < 0.5 then 'About ' || c || ' with ' || b end, body, to_tsvector('english', body),
  array['k' || floor(800 * u(i, 163))::int, 'k' || floor(800 * u(i, 164))::int],
  array[floor(6000 * u(i, 165))::int, floor(6000 * u(i, 166))::int, floor(6000 * u(i, 167))::int, floor(6000 * u(i, 168))::int],
  timestamptz '2020-01-01' + interval '1 second' * floor(180000000 * u(i, 169))
from (select i, a.word as a, b.word as b, c.word as c,
        concat_ws(' ', a.word, c.word, 'walks', b.word, case when u(i, 188) < 0.1 then 'harbour' end,
          case when u(i, 189) < 0.0008 then 'platypus' end, 'of the long and winding houses by the river') as body
      from generate_series(1, 40000) i join vocabulary a on a.n = floor(2000 * u(i, 170))::int
      join vocabulary b on b.n = floor(2000 * u(i, 173))::int join vocabulary c on c.n = floor(2000 * u(i, 176))::int) made
order by i;
create index idx_articles_keywords on articles using gin (keywords);

create table assets (id int primary key, attrs jsonb not null);
insert into assets
select i, jsonb_build_object('sku', 'S-' || i, 'color', (array['red','green','blue','black','white'])[1 + i % 5],
    'dims', jsonb_build_object('w', floor(1000 * u(i, 190))::int, 'h', floor(1000 * u(i, 191))::int),
    'labels', jsonb_build_array('L-' || floor(2000 * u(i, 192))::int, 'L-' || floor(2000 * u(i, 193))::int))
  || case when u(i, 194) < 0.001 then '{"recalled": true}'::jsonb else '{}' end
  || case when u(i, 195) < 0.001 then '{"quarantined": true}'::jsonb else '{}' end
from generate_series(1, 60000) i;`,
  },
  {
    label: 'accounts and tickets',
    sql: `
create function normal_phone(phone text) returns text language sql immutable parallel safe
  return regexp_replace(phone, '[^0-9]', '', 'g');
create function plan_label(plan text) returns text language sql stable parallel safe
  return plan || ' ' || current_setting('TimeZone');
create table accounts (id int primary key, tenant_id int not null, email text not null, full_name text not null,
  phone text not null, code text not null, plan text not null, state text not null, balance numeric(12,2) not null,
  bonus int not null, score int not null, settings jsonb not null, referred_by int, external_ref text,
  created_at timestamptz not null, last_seen_at timestamptz, deleted_at timestamptz);
insert into accounts
select i, 1 + floor(300 * power(u(i, 200), 3))::int, 'Mail' || i || '@Example.com', initcap(first.word) || ' ' || initcap(last.word),
  '+49 (' || 100 + i % 900 || ') ' || 1000000 + (i::bigint * 7919) % 8999993, chr(65 + i % 26) || (i * 31) % 1000 || '-' || i, 'plan ' || i % 700,
  case when u(i, 210) < 0.001 then 'disputed' when u(i, 210) < 0.003 then 'frozen' when u(i, 210) < 0.1 then 'trial' else 'active' end,
  round((5000 * u(i, 211))::numeric, 2), floor(1000 * u(i, 212))::int, floor(1000000 * u(i, 213))::int,
  jsonb_build_object('locale', case when u(i, 214) < 0.0005 then 'tlh' when u(i, 214) < 0.5 then 'de' else 'en' end),
  case when u(i, 215) < 0.05 then floor(20000 * u(i, 216))::int end, case when u(i, 217) < 0.04 then 'X-' || i end,
  created, case when u(i, 218) < 0.6 then created + interval '1 day' * floor(300 * u(i, 219)) end,
  case when u(i, 220) < 0.03 then created + interval '1 day' * floor(300 * u(i, 221)) end
from (select i, timestamptz '2023-01-01' + interval '1 second' * floor(70000000 * u(i, 222)) as created
      from generate_series(1, 100000) i) made
join vocabulary first on first.n = floor(2000 * u(i, 201))::int join vocabulary last on last.n = floor(2000 * u(i, 204))::int
order by i;
create index idx_accounts_email_lower on accounts (lower(email));
create table tickets (id int primary key, project_id int not null, assignee_id int not null, severity int not null,
  title text not null, opened_at timestamp not null, closed_at timestamp, due_at timestamp, closed boolean not null);
insert into tickets
select i, 1 + floor(150 * u(i, 230))::int, 1 + floor(400 * u(i, 231))::int, 1 + floor(900 * u(i, 232))::int,
  'Ticket ' || i || repeat(' x', 1 + floor(60 * u(i, 233))::int), opened, case when u(i, 234) < 0.99 then opened + interval '1 minute' * floor(90000 * power(u(i, 235), 2)) end,
  case when u(i, 236) < 0.7 then opened + interval '1 hour' * floor(2000 * u(i, 237)) end, u(i, 234) < 0.99
from (select i, timestamp '2024-01-01' + interval '1 second' * floor(60000000 * u(i, 238)) as opened
      from generate_series(1, 100000) i) made;
create index idx_tickets_project on tickets (project_id, opened_at desc);
drop table vocabulary;`,
  },
];

/** What is asked last, with these: some of them bring types and operators that change which index is best. */
export const extensionsSql = `
create extension pg_trgm;
create extension btree_gin;
create extension btree_gist;
create extension ltree;
create table branches (id int primary key, path ltree not null, name text not null);
insert into branches
select i, ('top.' || array_to_string(array['a' || i % 7, 'b' || i % 83, 'c' || i % 1009, 'd' || i % 13], '.'))::ltree, 'Branch ' || i
from generate_series(1, 60000) i;
analyze branches;`;

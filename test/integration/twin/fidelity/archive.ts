/**
 * An archive, made for what catalogs hold: quoted and mixed-case names in several schemas, inheritance, partitions of
 * partitions, domains over domains, enums, composites, arrays, ranges, JSON, text search, values in TOAST, columns of
 * several collations, and types of extensions.
 */
export function archiveSql(major: number): readonly string[] {
  // Up to 16, a new value of an enum counts after the transaction only.
  return [archiveTypes, archive(major), ...(major >= 14 ? [archiveSince14] : [])];
}

const archiveTypes = `
create extension citext;
create extension hstore;
create extension ltree;
create extension pg_trgm;
create extension btree_gist;
create schema "Archive";
create schema media;
create schema "select";
create function u(i bigint, salt bigint) returns float8 language sql immutable
  as 'select (hashint8extended(i, salt) & 2147483647) / 2147483648.0';
create collation "Archive"."Blind" (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
create type "Archive"."Kind" as enum ('letter', 'Map', 'photo', 'film');
alter type "Archive"."Kind" add value 'deed' before 'Map';
create type "Archive".place as (city text, zip int);
create domain "Archive".positive as int check (value > 0);
create domain "Archive"."Shelf" as "Archive".positive check (value < 100000);
create domain "Archive".slug as text collate "C" check (value = lower(value))`;

const archive = (major: number) => `
create table "Archive"."Documents" (
  "Id" uuid primary key,
  "Number" bigint generated always as identity unique,
  "Kind" "Archive"."Kind" not null,
  "Shelf" "Archive"."Shelf",
  slug "Archive".slug not null,
  "Title" text collate "C" not null,
  "Author" text collate "Archive"."Blind",
  "Title.Sort" text not null,
  "Body" text not null,
  "Tags" text[] not null,
  kinds "Archive"."Kind"[],
  "Signed At" timestamptz,
  meta jsonb not null,
  raw json,
  words tsvector generated always as (to_tsvector('simple', "Title.Sort")) stored,
  at_place "Archive".place,
  "from" inet,
  mac macaddr,
  flags bit varying(8),
  age interval,
  span tstzrange,
  weight real,
  price numeric(12, 3),
  code char(6),
  "order" smallint not null default 0,
  digest bytea${major >= 18 ? ',\n  doubled bigint generated always as ("order" * 2) virtual' : ''});
alter table "Archive"."Documents" alter column "Body" set storage external;

create table "Archive"."People" (id int primary key, email citext not null unique, name text not null, "born on" date, traits hstore, path ltree, height double precision);
create table "Archive"."Authors" (document uuid not null references "Archive"."Documents", person int not null references "Archive"."People", role "char" not null, primary key (document, person));
create table "select"."from" ("where" int primary key, "group" text not null, "a.b" text);

create table media.items (id int primary key, title text not null, year smallint, added date not null);
create table media.books (isbn varchar(13), pages int) inherits (media.items);
create table media.films (minutes int, "director's cut" boolean not null default false) inherits (media.items);
create table media.scans (dpi int) inherits (media.books);

create table "Archive"."Access Log" (id bigint not null, region text not null, at timestamp not null, person int, document uuid, bytes int, details jsonb, primary key (region, at, id)) partition by list (region);
create table "Archive"."Log EU" partition of "Archive"."Access Log" for values in ('de', 'fr') partition by range (at);
create table "Archive"."Log EU 2023" partition of "Archive"."Log EU" for values from ('2023-01-01') to ('2024-01-01');
create table "Archive"."Log EU 2024" partition of "Archive"."Log EU" for values from ('2024-01-01') to ('2025-01-01');
create table "Archive"."Log US" partition of "Archive"."Access Log" for values in ('us');
create table "Archive"."Log other" partition of "Archive"."Access Log" default;
create table media.parts (item int not null, part int not null, label text) partition by hash (item);
create table media.parts_0 partition of media.parts for values with (modulus 3, remainder 0);
create table media.parts_1 partition of media.parts for values with (modulus 3, remainder 1);
create table media.parts_2 partition of media.parts for values with (modulus 3, remainder 2);
create table media.loans (item int not null, person int not null, during daterange not null, exclude using gist (item with =, during with &&));
create unlogged table media.empty (id int primary key, word text);

insert into "Archive"."Documents" ("Id", "Kind", "Shelf", slug, "Title", "Author", "Title.Sort", "Body", "Tags", kinds, "Signed At", meta, raw, at_place, "from", mac, flags, age, span, weight, price, code, "order", digest)
  select md5(i::text)::uuid, (array['letter','letter','letter','letter','photo','photo','Map','film','deed'])[1 + floor(9 * power(u(i, 1), 1.4))::int]::"Archive"."Kind",
    case when u(i, 2) < 0.7 then 1 + floor(2000 * power(u(i, 3), 2))::int end, 'slug-' || md5((i / 2)::text),
    (array['On ','A ','the ','Über ','Die '])[1 + floor(5 * u(i, 4))::int] || substr(md5((i / 4)::text), 1, 10),
    (array['Müller','muller','MÜLLER','Ångström','angstrom','Zola','de Groot','DE GROOT','Østby'])[1 + floor(9 * power(u(i, 5), 2))::int] || case when u(i, 6) < 0.6 then ' ' || floor(400 * u(i, 7))::int else '' end,
    (array['alpha','Beta','gamma','Äther','zeta','Omega'])[1 + floor(6 * u(i, 8))::int] || ' word' || floor(300 * power(u(i, 9), 3))::int || ' ' || md5(i::text),
    case when i % 10 = 0 then repeat(md5(i::text), 120) else md5(i::text) end,
    array(select 'tag' || floor(150 * power(u(i * 10 + t, 10), 3))::int from generate_series(1, 1 + i % 5) t),
    case when i % 3 = 0 then array['photo', 'Map']::"Archive"."Kind"[] end,
    case when u(i, 11) < 0.4 then timestamptz '2000-01-01 00:00+00' + i * interval '3 hours' end,
    jsonb_build_object('lang', (array['de','de','en','fr'])[1 + floor(4 * u(i, 12))::int], 'year', 1900 + floor(120 * u(i, 13))::int, 'tags', jsonb_build_array(i % 7, i % 11)),
    case when i % 5 = 0 then '{"a": 1}'::json end, case when u(i, 14) < 0.5 then row('City ' || floor(80 * u(i, 15))::int, 10000 + floor(500 * u(i, 16))::int)::"Archive".place end,
    ('10.' || floor(4 * u(i, 17))::int || '.' || floor(200 * u(i, 18))::int || '.' || floor(250 * u(i, 19))::int)::inet, case when i % 2 = 0 then ('08:00:2b:00:' || lpad(to_hex(i % 256), 2, '0') || ':01')::macaddr end,
    (i % 16)::bit(4)::bit varying(8), make_interval(days => floor(10000 * power(u(i, 20), 2))::int),
    tstzrange(timestamptz '2010-01-01 00:00+00' + i * interval '2 hours', timestamptz '2010-01-01 00:00+00' + i * interval '2 hours' + (1 + i % 90) * interval '1 day'),
    case when u(i, 21) < 0.01 then 'NaN'::real else (100 * u(i, 21))::real end, round((1000 * power(u(i, 22), 3))::numeric, 3), 'C' || (i % 900), i % 40, decode(md5((i % 5000)::text), 'hex')
  from generate_series(1, 24000) i;
insert into "Archive"."People" select i, (case when i % 2 = 0 then 'Mail' else 'mail' end || i || '@Example.' || (array['org','COM'])[1 + i % 2])::citext, (array['anna','Bert','Çelik','dora'])[1 + i % 4] || ' ' || i,
    case when u(i, 30) < 0.8 then date '1900-01-01' + floor(36000 * u(i, 31))::int end, hstore('role', (array['user','user','clerk','admin'])[1 + floor(4 * power(u(i, 32), 2))::int]) || hstore('k' || i % 30, i::text),
    ('top.unit' || i % 9 || '.team' || i % 200)::ltree, 150 + 50 * u(i, 33)
  from generate_series(1, 6000) i;
insert into "Archive"."Authors" select distinct on (d, p) md5(d::text)::uuid, p, (array['a','a','e','t'])[1 + (d + p) % 4]::"char"
  from (select d, 1 + floor(6000 * power(u(d * 4 + n, 34), 2))::int as p from generate_series(1, 24000) d, generate_series(1, 2) n where n <= 1 + d % 2) x;
insert into "select"."from" select i, 'group ' || i % 25, case when i % 4 = 0 then 'a.' || i end from generate_series(1, 5000) i;
insert into media.items select i, 'Item ' || md5(i::text), 1950 + i % 70, date '2020-01-01' + i / 10 from generate_series(1, 4000) i;
insert into media.books select 10000 + i, 'Book ' || md5(i::text), 1900 + floor(120 * power(u(i, 40), 0.5))::int, date '2015-01-01' + i / 12, lpad((i * 13)::text, 13, '9'), 50 + floor(900 * u(i, 41))::int from generate_series(1, 15000) i;
insert into media.films select 30000 + i, 'Film ' || md5(i::text), 1990 + i % 35, date '2018-01-01' + i / 5, 60 + i % 100, i % 50 = 0 from generate_series(1, 3000) i;
insert into media.scans select 40000 + i, 'Scan ' || md5(i::text), 1800 + i % 90, date '2022-01-01' + i / 3, null, 10 + i % 400, 300 * (1 + i % 3) from generate_series(1, 1500) i;
insert into "Archive"."Access Log" select i, (array['de','de','de','fr','us','jp'])[1 + floor(6 * u(i, 50))::int], timestamp '2023-01-02' + i * interval '12 minutes', case when u(i, 51) < 0.7 then 1 + floor(6000 * power(u(i, 52), 3))::int end,
    md5((1 + floor(24000 * power(u(i, 53), 2))::int)::text)::uuid, floor(100000 * power(u(i, 54), 5))::int, jsonb_build_object('agent', 'a' || floor(20 * power(u(i, 55), 2))::int) from generate_series(1, 60000) i;
insert into media.parts select i, p, 'part ' || p from generate_series(1, 8000) i, generate_series(1, 3) p where p <= 1 + i % 3;
insert into media.loans select i % 3000, 1 + floor(6000 * u(i, 56))::int, daterange(date '2020-01-01' + i / 3000 * 40, date '2020-01-01' + i / 3000 * 40 + 5 + i % 30) from generate_series(1, 12000) i;

create index "Documents by kind" on "Archive"."Documents" ("Kind", "Signed At" desc nulls last);
create index documents_title on "Archive"."Documents" ("Title");
create index documents_author on "Archive"."Documents" ("Author");
create index documents_sort_pattern on "Archive"."Documents" ("Title.Sort" text_pattern_ops);
create index documents_sort on "Archive"."Documents" ("Title.Sort" collate "C" desc);
create index documents_tags on "Archive"."Documents" using gin ("Tags");
create index documents_meta on "Archive"."Documents" using gin (meta jsonb_path_ops);
create index documents_words on "Archive"."Documents" using gin (words);
create index documents_trigrams on "Archive"."Documents" using gin ("Title" gin_trgm_ops);
create index documents_from on "Archive"."Documents" using spgist ("from");
create index documents_span on "Archive"."Documents" using gist (span);
create index documents_year on "Archive"."Documents" (((meta ->> 'year')::int));
create index documents_shelf on "Archive"."Documents" ("Shelf") where "Shelf" is not null and "Kind" = 'Map';
create index documents_place on "Archive"."Documents" ((("at_place").city));
create index documents_price on "Archive"."Documents" (price) include ("Title", "order");
create index documents_code on "Archive"."Documents" using hash (code);
create index documents_signed on "Archive"."Documents" using brin ("Signed At") with (pages_per_range = 16);
create unique index "People name" on "Archive"."People" (lower(name), id);
create index people_traits on "Archive"."People" using gin (traits);
create index people_path on "Archive"."People" using gist (path);
create index people_nearest on "Archive"."People" using gist (height);
create index authors_person on "Archive"."Authors" (person);
create index from_group on "select"."from" ("group" collate "C", "where");
create index items_year on media.items (year);
create index books_year on media.books (year);
create unique index books_id on media.books (id);
create index films_year on media.films (year);
create index scans_year on media.scans (year);
create index "Log person" on "Archive"."Access Log" (person, at);
create index "Log agent" on "Archive"."Access Log" ((details ->> 'agent'));
create index parts_label on media.parts (item, part);
create view media."All Titles" as select id, title, tableoid::regclass as source from media.items;
create materialized view media.by_year as select year, count(*) as items from media.items group by year;
create unique index by_year_year on media.by_year (year);
alter table "Archive"."Documents" alter column "Author" set statistics 1000;
alter table "Archive"."Access Log" alter column document set (n_distinct = -0.2, n_distinct_inherited = -0.3);
alter database archive set search_path = "Archive", media, public`;

/** Types that only the younger have. */
const archiveSince14 = `
create table media.seasons (id int primary key, weeks int4multirange not null, labels ltree[]);
insert into media.seasons select i, int4multirange(int4range(i % 100, i % 100 + 5), int4range(200 + i % 30, 240)), array[('a.b' || i % 10)::ltree] from generate_series(1, 3000) i;
create index seasons_weeks on media.seasons using gist (weeks);
create index seasons_minmax on media.loans using brin (person int4_minmax_multi_ops) with (pages_per_range = 4)`;

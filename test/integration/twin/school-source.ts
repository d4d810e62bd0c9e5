import type { TwinRequest } from '#contracts/engine.ts';
import { connect } from '#engines/postgres/connect.ts';
import { inspect } from '#engines/postgres/inspect.ts';
import { settings } from '#engines/postgres/settings.ts';
import { statistics } from '#engines/postgres/statistics.ts';
import { openTwinConnection, type TwinConnection } from '#engines/postgres/twin/connection.ts';
import { Bounds } from '#vocabulary/bounds.ts';
import { startTestServer } from '../../servers.ts';
import { testContext } from './shop-source.ts';

/** A database with what is hard to make rows for: keys of several columns, circles, pairs, partitions of each kind. */
export async function startSchool(): Promise<{
  readonly connection: TwinConnection;
  readonly request: TwinRequest;
  readonly stop: () => Promise<void>;
}> {
  const server = await startTestServer({
    settings: { random_page_cost: '1.1', jit: 'off', timezone: 'Europe/Berlin' },
  });
  const connection = await openTwinConnection(server.url);
  const stop = async () => {
    await connection.close();
    await server.stop();
  };
  try {
    await connection.query(school);
    await connection.query('VACUUM ANALYZE');
    const session = await connect(server.url, { bounds: Bounds.parse({}) }, testContext);
    const schema = await inspect(session, testContext);
    const request = {
      schema,
      statistics: await statistics(session, schema, testContext),
      settings: await settings(session, testContext),
      major: server.major,
    };
    await session.close();
    return { connection, request, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

const school = `
create schema school;
alter database postgres set search_path = school, public;
set search_path = school, public;
create type mood as enum ('happy', 'sad', 'angry', 'never seen');
create domain code as text check (value ~ '^[A-Z]{2}-[0-9]+$');
create function u(i bigint, salt bigint) returns float8 language sql immutable return (hashint8extended(i, salt) & 2147483647) / 2147483648.0;

create table schools (id int primary key, name text not null unique, head_id int);
insert into schools select i, 'School No. ' || i from generate_series(1, 50) i;

create table people (
  id int primary key, mentor_id int references people, school_id int not null references schools,
  code code not null unique, mood mood, born date not null, height real, salary numeric(9,2), active boolean not null,
  address inet, photo bytea, hobbies text[] not null, profile jsonb, biography text,
  year int generated always as (extract(year from born)) stored,
  check (born > '1900-01-01'));
insert into people
  select i, case when u(i, 1) < 0.3 then 1 + floor(12000 * power(u(i, 2), 4))::int end, 1 + floor(50 * power(u(i, 3), 2))::int,
    'DE-' || i, (array['happy','happy','happy','sad','angry'])[1 + floor(5 * u(i, 4))::int]::mood, date '1950-01-01' + floor(20000 * u(i, 5))::int,
    140 + 60 * u(i, 6), case when u(i, 7) < 0.6 then round((1000 + 9000 * power(u(i, 8), 3))::numeric, 2) end, u(i, 9) < 0.95,
    ('10.0.' || floor(20 * u(i, 10))::int || '.' || floor(250 * u(i, 11))::int)::inet, decode(md5((i % 700)::text), 'hex'),
    array(select 'hobby' || h from generate_series(1, 20) h where u(i, 100 + h) < 1.0 / (h + 1)),
    jsonb_build_object('class', floor(8 * u(i, 12))::int), repeat(md5(i::text), 40)
  from generate_series(1, 12000) i;
update schools set head_id = id * 7;
alter table schools add foreign key (head_id) references people;

create table rooms (school_id int references schools, number smallint, seats int not null, primary key (school_id, number));
insert into rooms select s, n, 10 + floor(20 * u(s * 100 + n, 20))::int from generate_series(1, 50) s, generate_series(1, 4 + s % 17) n;
create table lessons (
  id uuid primary key, school_id int not null, room smallint not null, at timestamptz not null, length interval not null,
  span int4range, foreign key (school_id, room) references rooms (school_id, number));
insert into lessons
  select md5(i::text)::uuid, r.school_id, r.number, timestamptz '2024-01-01 08:00' + i * interval '11 minutes', make_interval(mins => 30 + 15 * (i % 4)), int4range(i % 300, i % 300 + 1 + i % 7)
  from (select i, 1 + floor(49 * power(u(i, 30), 2))::int as s from generate_series(1, 10000) i) x
  join rooms r on r.school_id = x.s and r.number = 1 + x.i % 4;

create table friends (a int references people, b int references people, since date not null, primary key (a, b));
insert into friends select distinct on (a, b) a, b, date '2020-01-01' + a % 900
  from (select 1 + floor(12000 * power(u(i, 40), 2))::int as a, 1 + floor(12000 * u(i, 41))::int as b from generate_series(1, 30000) i) x;

create table marks (person_id int not null references people, term text not null, subject text not null, mark int) partition by list (term);
create table marks_spring partition of marks for values in ('spring');
create table marks_autumn partition of marks for values in ('autumn', 'winter');
insert into marks select 1 + floor(12000 * u(i, 50))::int, (array['spring','spring','autumn','winter'])[1 + floor(4 * u(i, 51))::int],
  (array['maths','english','art'])[1 + floor(3 * u(i, 52))::int], case when u(i, 53) < 0.9 then 1 + floor(6 * u(i, 54))::int end
  from generate_series(1, 20000) i;
create table visits (id bigint generated always as identity, person_id int not null, page text not null) partition by hash (person_id);
create table visits_0 partition of visits for values with (modulus 2, remainder 0);
create table visits_1 partition of visits for values with (modulus 2, remainder 1);
insert into visits (person_id, page) select 1 + floor(3000 * power(u(i, 60), 2))::int, '/page/' || floor(40 * u(i, 61))::int from generate_series(1, 10000) i;
create table never_filled (id int primary key, word text);
create view grown_ups as select * from people where born < '2000-01-01';
create materialized view moods as select mood, count(*) as people from people group by mood;
create index on people (school_id, born);
create index on people using gin (hobbies);
create index on lessons (at);
create index on people (lower(code));
drop function u`;

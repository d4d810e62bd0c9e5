import { drawFunction } from './shop-database.ts';

/** 1.5 million readings, some 110 MB: large enough for parallel plans. */
export function metricsDatabase(): readonly string[] {
  return [
    drawFunction,
    'create extension pg_buffercache',
    `create table readings as
select i as id, 1 + floor(500 * u(i, 1))::int as sensor_id, timestamp '2025-01-01' + i * interval '20 seconds' as at,
  u(i, 2) as value, 1 + floor(150000 * u(i, 3))::int as job_id, 'measured by hand ' || i % 97 as note
from generate_series(1, 1500000) i`,
    'alter table readings add primary key (id)',
    'create index on readings (sensor_id)',
    `create table sensors as select i as id, 'Sensor ' || i as name, i % 10 as building from generate_series(1, 500) i`,
    'alter table sensors add primary key (id)',
    // One tenant has more than half of all jobs; 5000 share the rest.
    `create table jobs as
select i as id, case when u(i, 10) < 0.6 then 1 else 2 + floor(5000 * u(i, 11))::int end as tenant_id,
  case when u(i, 12) < 0.99 then 'done' else (array['queued','failed','held'])[1 + i % 3] end as state,
  floor(100 * u(i, 14))::int as priority, repeat('p', 60) as payload
from generate_series(1, 150000) i`,
    'alter table jobs add primary key (id)',
    'create index on jobs (tenant_id)',
    'create index on jobs (state)',
    ...Array.from(
      { length: 11 },
      (_, at) =>
        `create table dimension_${at + 1} as select i as id, 'Name ' || i as name_${at + 1} from generate_series(1, 40) i`,
    ),
    'create table journal (said text)',
    // Parallel unsafe is what a function is unless it says otherwise.
    `create function grade(value double precision) returns int language sql stable as $$ select floor($1 * 10)::int $$`,
    `create function grade_unsafe(value double precision) returns int language plpgsql immutable as $$ begin return floor(value * 10)::int; end $$`,
    `create function grade_safe(value double precision) returns int language sql immutable parallel safe return floor(value * 10)::int`,
    'vacuum (analyze)',
  ];
}

import { describe, expect, test } from 'vitest';
import { readMigrations } from '#engines/postgres/read-migrations.ts';
import { rules } from '#rules/catalogue.ts';
import { judge } from '#rules/judge.ts';
import type { DatabaseSchema } from '#vocabulary/database-schema.ts';
import type { Finding } from '#vocabulary/finding.ts';

const empty: DatabaseSchema = {
  engine: 'postgres',
  searchPath: ['public'],
  tables: [],
  views: [],
  objects: [],
  unread: [],
};
const migrationRules = rules.filter(({ needs }) => needs.some((need) => need === 'migration'));

function findingsOf(up: string, transaction: 'file' | 'statement'): readonly Finding[] {
  const [file] = readMigrations({
    files: [{ path: '001_init.sql', version: '001', name: 'init', up, line: 1, transaction }],
    schema: empty,
    major: 18,
  });
  if (file === undefined) throw new Error('It was not read.');
  expect(file.steps.flatMap(({ fault }) => fault ?? [])).toEqual([]);
  const { findings, unseen } = judge(migrationRules, { migration: { layout: 'plain SQL', files: [file], unread: [] } });
  expect(unseen).toEqual([]);
  return findings;
}

/** Everything is made from nothing: nobody waits for it, nobody loses anything, whatever it does. */
describe('a first migration gives no finding', () => {
  const written = `
    drop schema if exists shop cascade;
    create schema shop;
    create extension if not exists pgcrypto;
    drop table if exists shop.orders;
    drop view if exists shop.open_orders;
    create type shop.state as enum ('open');
    alter type shop.state add value 'paid';
    alter type shop.state rename value 'open' to 'new';
    create domain shop.amount as numeric(12, 2) check (value >= 0);
    create table shop.users (id bigserial primary key, email text not null, name varchar(40));
    create table shop.orders (
      id bigint generated always as identity primary key,
      user_id bigint not null references shop.users,
      state shop.state not null default 'paid',
      total shop.amount,
      placed_at timestamptz not null default now()
    );
    create index on shop.orders (user_id);
    create index orders_all on shop.orders (user_id, state, total, placed_at, id);
    create unique index users_email on shop.users (lower(email));
    alter table shop.users add column token uuid not null default gen_random_uuid();
    alter table shop.users add column nick text;
    alter table shop.users alter column name type varchar(20);
    alter table shop.users alter column nick set not null;
    alter table shop.users rename column nick to nickname;
    alter table shop.users drop column name;
    alter table shop.orders add constraint orders_total_check check (total < 1000000) not valid;
    alter table shop.orders validate constraint orders_total_check;
    alter table shop.orders drop constraint orders_total_check;
    create table shop.parts (id bigint, at date not null) partition by range (at);
    create table shop.parts_2026 partition of shop.parts for values from ('2026-01-01') to ('2027-01-01');
    create table shop.rest (id bigint, at date not null);
    alter table shop.parts attach partition shop.rest default;
    create view shop.open_orders as select * from shop.orders;
    create or replace view shop.open_orders as select * from shop.orders where state <> 'paid';
    create materialized view shop.totals as select user_id, sum(total) as total from shop.orders group by user_id;
    create unique index on shop.totals (user_id);
    refresh materialized view shop.totals;
    create function shop.touch() returns trigger language plpgsql as $$ begin new.placed_at := now(); return new; end $$;
    create trigger touch before update on shop.orders for each row execute function shop.touch();
    alter table shop.orders enable row level security;
    insert into shop.users (email, token, nickname) values ('a@b.c', gen_random_uuid(), 'a');
    insert into shop.orders (user_id, total) select id, 1 from shop.users;
    update shop.orders set total = 2;
    delete from shop.orders;
    truncate shop.users cascade;
    alter table shop.rest rename to leftover;
    grant usage on schema shop to public;
    revoke all on shop.orders from public;
    comment on table shop.users is 'Who buys';
    analyze shop.orders;
  `;
  // As pg_dump writes it.
  const dumped = `
    SET statement_timeout = 0;
    SET lock_timeout = 0;
    SET client_encoding = 'UTF8';
    SELECT pg_catalog.set_config('search_path', '', false);
    CREATE FUNCTION public.one() RETURNS integer LANGUAGE sql AS $$select 1$$;
    ALTER FUNCTION public.one() OWNER TO postgres;
    CREATE TABLE public.users (id bigint NOT NULL, email text NOT NULL);
    ALTER TABLE public.users OWNER TO postgres;
    CREATE SEQUENCE public.users_id_seq START WITH 1 INCREMENT BY 1 NO MINVALUE NO MAXVALUE CACHE 1;
    ALTER SEQUENCE public.users_id_seq OWNED BY public.users.id;
    CREATE TABLE public.orders (id bigint NOT NULL, user_id bigint);
    ALTER TABLE ONLY public.users ALTER COLUMN id SET DEFAULT nextval('public.users_id_seq'::regclass);
    ALTER TABLE ONLY public.users ADD CONSTRAINT users_pkey PRIMARY KEY (id);
    ALTER TABLE ONLY public.orders ADD CONSTRAINT orders_pkey PRIMARY KEY (id);
    CREATE INDEX orders_user_id ON public.orders USING btree (user_id);
    ALTER TABLE ONLY public.orders ADD CONSTRAINT orders_user_fk FOREIGN KEY (user_id) REFERENCES public.users(id);
    ALTER TABLE public.orders ENABLE ROW LEVEL SECURITY;
  `;
  test.each([
    ['written by hand, in a transaction', written, 'file'],
    ['written by hand, statement by statement', written, 'statement'],
    ['by pg_dump, in a transaction', dumped, 'file'],
    ['by pg_dump, statement by statement', dumped, 'statement'],
  ] as const)('%s', (_, text, transaction) => {
    expect(findingsOf(text, transaction).map(({ rule, message }) => `${rule}: ${message}`)).toEqual([]);
  });

  test('the same behind another migration gives some', () => {
    expect(findingsOf(`create table t (id bigint); drop table u;`, 'file').map(({ rule }) => rule)).toContain(
      'table-dropped',
    );
  });
});

import { expect, test } from 'vitest';
import { typeChange } from './type-change.ts';

test.each([
  ['character varying(40)', 'character varying(80)', 'nothing'],
  ['character varying(40)', 'character varying', 'nothing'],
  ['character varying(40)', 'text', 'nothing'],
  ['character varying(40)', 'character varying(30)', 'rewrite'],
  ['text', 'character varying(30)', 'rewrite'],
  ['text', 'public.citext', 'indexes'],
  ['character(4)', 'character(8)', 'rewrite'],
  ['character(4)', 'text', 'rewrite'],
  ['numeric(10,2)', 'numeric(12,2)', 'nothing'],
  ['numeric(10,2)', 'numeric', 'nothing'],
  ['numeric(10,2)', 'numeric(12,3)', 'rewrite'],
  ['numeric', 'numeric(12,3)', 'rewrite'],
  ['integer', 'bigint', 'rewrite'],
  ['bit varying(3)', 'bit varying(9)', 'nothing'],
  ['bit(3)', 'bit(9)', 'rewrite'],
  ['bit(3)', 'bit varying', 'nothing'],
  ['cidr', 'inet', 'nothing'],
  ['text[]', 'character varying[]', 'rewrite'],
  ['timestamp(3) without time zone', 'timestamp without time zone', 'nothing'],
  ['timestamp without time zone', 'timestamp(3) without time zone', 'rewrite'],
  ['timestamp without time zone', 'timestamp with time zone', 'zone'],
  ['timestamp without time zone', 'timestamp(0) with time zone', 'rewrite'],
  ['interval(3)', 'interval', 'nothing'],
  ['public.mood', 'public.mood', 'nothing'],
  ['public.mood', 'text', 'unknown'],
])('%s to %s: %s', (from, to, change) => {
  expect(typeChange(from, to)).toBe(change);
});

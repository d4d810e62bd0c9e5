import { expect, test } from 'vitest';
import { keepArrayCast } from './keep-array-cast.ts';

test.each([
  [
    `((role)::text = ANY ((ARRAY['a'::character varying, 'it''s, ]'::character varying])::text[]))`,
    `((role)::text = ANY (((ARRAY['a'::character varying, 'it''s, ]'::character varying])::character varying[])::text[]))`,
  ],
  [
    `(x = ANY ((ARRAY['a'::bpchar])::text[])) OR (y = ANY ((ARRAY['b'::bpchar])::text[]))`,
    `(x = ANY (((ARRAY['a'::bpchar])::bpchar[])::text[])) OR (y = ANY (((ARRAY['b'::bpchar])::bpchar[])::text[]))`,
  ],
  [`a = ANY (ARRAY[1, 2])`, `a = ANY (ARRAY[1, 2])`],
  [`a = ANY ((ARRAY[b, c])::text[])`, `a = ANY ((ARRAY[b, c])::text[])`],
  [`'(ARRAY['`, `'(ARRAY['`],
])('%s', (sql, kept) => {
  expect(keepArrayCast(sql)).toBe(kept);
});

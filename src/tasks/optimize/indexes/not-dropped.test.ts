import { expect, test } from 'vitest';
import type { IndexDrop } from '#analysis/index-drops.ts';
import type { Usage } from '#vocabulary/usage.ts';
import { notDropped } from './not-dropped.ts';

const usage = (since?: string) =>
  ({ nodes: [{ since, until: '2026-01-10T12:00:00Z' }], unread: [] }) as unknown as Usage;
const drop = (name: string, against: readonly string[]) =>
  ({ index: { name }, against, certain: against.length === 0 }) as unknown as IndexDrop;

test('what speaks against a drop is told, and what is certain needs no words', () => {
  expect(notDropped([drop('a', []), drop('b', ['It is wide.', 'It is new.'])], usage('2025-01-01T00:00:00Z'))).toEqual([
    { what: 'whether b can be dropped', why: 'It is wide. It is new.' },
  ]);
});

test('a server that counted for hours alone has told nothing of unused indexes', () => {
  expect(notDropped([], usage('2026-01-10T00:00:00Z'))).toMatchObject([
    { what: 'unused indexes', why: expect.stringContaining('for 0.5 days only') },
  ]);
  expect(notDropped([], usage())).toEqual([]);
});

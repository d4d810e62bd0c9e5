import { expect, test } from 'vitest';
import { type HandMadeNode, handMadePlan, planned, ran } from '#analysis/hand-made-plan.fixture.ts';
import { Buffers } from '#vocabulary/plan.ts';
import { ServerInfo } from '#vocabulary/server-info.ts';
import { incompleteInstrumentation } from './incomplete-instrumentation.ts';

const server = ServerInfo.parse({
  engine: 'postgres',
  product: 'PostgreSQL',
  version: '18.4',
  major: 18,
  database: 'shop',
  role: 'reader',
  superuser: false,
  recovering: false,
  identity: 'one',
});
const scan: HandMadeNode = { type: 'Seq Scan', schema: 'public', relation: 'orders', estimated: planned(100, 50) };

function told(root: HandMadeNode, facts: { readonly server?: ServerInfo } = {}): readonly string[] {
  return [...incompleteInstrumentation.check({ plan: handMadePlan(root), ...facts })].flatMap(({ evidence }) =>
    evidence.map(({ what }) => what ?? ''),
  );
}

test('an estimate from outside lacks a run; one of the live server is what was asked for', () => {
  expect(told(scan)).toEqual(['nodes measured']);
  expect(told(scan, { server })).toEqual([]);
});

test('a run lacks blocks where tables of this server were read', () => {
  expect(told({ ...scan, actual: ran(5, 50) })).toEqual(['blocks counted']);
  expect(told({ ...scan, actual: ran(5, 50) }, { server })).toEqual(['blocks counted']);
  expect(told({ ...scan, type: 'Foreign Scan', actual: ran(5, 50) })).toEqual([]);
});

test('many blocks read lack the time that it took', () => {
  const read = (sharedRead: number): HandMadeNode => ({
    ...scan,
    actual: ran(5, 50),
    buffers: Buffers.parse({ sharedRead, sharedHit: 1 }),
  });
  expect(told(read(2000))).toEqual(['reads timed']);
  expect(told({ ...read(2000), io: { readMs: 3, writeMs: 0 } })).toEqual([]);
  expect(told(read(5))).toEqual([]);
});

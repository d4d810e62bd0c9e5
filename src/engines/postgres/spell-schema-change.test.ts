import { expect, test } from 'vitest';
import type { Change } from '#vocabulary/change.ts';
import { spell } from './spell.ts';

const place = { schema: 'app', table: 'Order Items' };
const texts = (change: Change) => spell(change).map(({ text }) => text);

test('a constraint is added in two steps, so that nobody waits while rows are read', () => {
  const constraint = {
    name: 'fk_x',
    kind: 'foreign-key' as const,
    columns: ['user'],
    definition: 'FOREIGN KEY ("user") REFERENCES app.users (id)',
  };
  const steps = spell({ kind: 'add-constraint', ...place, constraint });
  expect(steps.map(({ text }) => text)).toEqual([
    'ALTER TABLE app."Order Items" ADD CONSTRAINT fk_x FOREIGN KEY ("user") REFERENCES app.users (id) NOT VALID',
    'ALTER TABLE app."Order Items" VALIDATE CONSTRAINT fk_x',
  ]);
  expect(steps.every(({ transactional, done }) => !transactional && done !== undefined)).toBe(true);
  expect(steps[0]?.undo).toBe('ALTER TABLE app."Order Items" DROP CONSTRAINT IF EXISTS fk_x');
});

test('a key comes by its index', () => {
  const constraint = { name: 'k', kind: 'primary-key' as const, columns: ['a', 'order'], definition: '' };
  expect(texts({ kind: 'add-constraint', ...place, constraint })).toEqual([
    'CREATE UNIQUE INDEX CONCURRENTLY k ON app."Order Items" (a, "order")',
    'ALTER TABLE app."Order Items" ADD CONSTRAINT k PRIMARY KEY USING INDEX k',
  ]);
});

test('NOT NULL comes by a CHECK, which goes again', () => {
  const steps = texts({ kind: 'set-not-null', ...place, column: 'Paid' });
  expect(steps).toHaveLength(4);
  expect(steps[0]).toMatch(/CHECK \("Paid" IS NOT NULL\) NOT VALID$/);
  expect(steps[2]).toBe('ALTER TABLE app."Order Items" ALTER COLUMN "Paid" SET NOT NULL');
  expect(steps[3]).toMatch(/DROP CONSTRAINT IF EXISTS/);
});

test('what is dropped can be had again, and raw statements stay as they are', () => {
  const constraint = { name: 'c', kind: 'check' as const, columns: ['a'], definition: 'CHECK (a > 0)' };
  expect(spell({ kind: 'drop-constraint', ...place, constraint })[0]?.undo).toBe(
    'ALTER TABLE app."Order Items" ADD CONSTRAINT c CHECK (a > 0)',
  );
  const statements = [{ text: 'SELECT 1', transactional: true }];
  expect(spell({ kind: 'native', why: 'a test', statements })).toEqual(statements);
  expect(texts({ kind: 'alter-column-type', ...place, column: 'a', type: 'bigint', using: 'a::bigint' })).toEqual([
    'ALTER TABLE app."Order Items" ALTER COLUMN a TYPE bigint USING a::bigint',
  ]);
});

import { expect, test } from 'vitest';
import { IndexDefinition } from '#vocabulary/index-definition.ts';
import { distinctNames } from './distinct-names.ts';

const index = (schema: string, name: string) =>
  IndexDefinition.parse({ schema, table: 'tasks', name, keys: [{ column: 'tenant' }] });

test('indexes of one name in two schemas get two, and what stands keeps its own', () => {
  const named = distinctNames(
    [index('app', 'idx_tasks_tenant'), index('two', 'idx_tasks_tenant'), index('two', 'tasks_old')],
    ['tasks_old'],
  );
  const names = named.map(({ name }) => name);
  expect(names[0]).toBe('idx_tasks_tenant');
  expect(names[1]).toMatch(/^idx_tasks_tenant_[0-9a-z]+$/);
  expect(new Set([...names, 'tasks_old']).size).toBe(4);
});

import { expect, test } from 'vitest';
import type { Change } from '#vocabulary/change.ts';
import { changeTexts } from './change-text.ts';
import { toldChanges, untold } from './told-changes.ts';

function setting(name: string, effect: 'reload' | 'restart' = 'reload'): Change {
  const statement = (text: string) => ({ text, transactional: false });
  return {
    kind: 'alter-system',
    name,
    value: '1',
    effect,
    statements: [
      statement(`ALTER SYSTEM SET ${name} = '1'`),
      ...(effect === 'reload' ? [statement('SELECT pg_reload_conf()')] : []),
    ],
  };
}

test('what several changes end with stands once, at the end', () => {
  expect(changeTexts([setting('a', 'restart'), setting('b'), setting('c')])).toEqual([
    "ALTER SYSTEM SET a = '1';",
    "ALTER SYSTEM SET b = '1';",
    "ALTER SYSTEM SET c = '1';\nSELECT pg_reload_conf();",
  ]);
});

test('a finding names the recommendation that tells its change, among others too', () => {
  const recommendation = {
    title: '',
    because: [],
    proof: [],
    gain: '',
    cost: '',
    risk: 'low' as const,
    effort: 'low' as const,
    confidence: 1,
  };
  const told = toldChanges({
    recommendations: [
      { ...recommendation, changes: [setting('x')] },
      { ...recommendation, changes: [setting('a'), setting('b'), setting('c')] },
    ],
  });
  expect(untold([setting('a'), setting('b')], told)).toEqual({ statements: '', see: 'See recommendation 2.' });
  expect(untold([setting('a'), setting('d')], told)).toEqual({
    statements: "ALTER SYSTEM SET d = '1';\nSELECT pg_reload_conf();",
    see: 'See recommendation 2.',
  });
});

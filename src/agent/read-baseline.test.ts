import { expect, test } from 'vitest';
import { readBaseline } from './read-baseline.ts';

test('an earlier report is a baseline, whatever else is in it', () => {
  const finding = { rule: 'large-offset', fingerprint: 'large-offset|orders' };
  const read = readBaseline(JSON.stringify({ command: 'optimize query', findings: [finding], later: 1 }));
  expect(read).toMatchObject({
    kind: 'report',
    report: { command: 'optimize query', findings: [finding], details: {} },
  });
});

test.each(['CSV', '{}', '[]', '{"findings": [{}]}'])('%s is none', (content) => {
  expect(() => readBaseline(content)).toThrow('no dbwright report');
});

test('an export is looked at as one', () => {
  expect(() => readBaseline('{"format": "dbwright-export", "version": 99}')).toThrow(/version 99/);
});

import { describe, expect, test } from 'vitest';
import type { Finding } from '#vocabulary/finding.ts';
import type { Report } from '#vocabulary/report.ts';
import { inlineSilences, silence } from './silence.ts';

const finding = (rule: string, at: string): Finding => ({
  rule,
  severity: 'warning',
  at,
  message: '',
  why: '',
  evidence: [],
  changes: [],
  fingerprint: `${rule}/${at}`,
});

const report: Report = {
  version: '1',
  command: 'optimize query',
  summary: '',
  subject: '',
  findings: [finding('sort-on-disk', 'public.orders'), finding('large-offset', 'the query')],
  recommendations: [],
  changes: [],
  evidence: [],
  sections: [],
  artifacts: [],
  unseen: [],
  silenced: [],
  details: {},
};
const nothing = { config: [], query: undefined, baseline: [] };

describe('silence', () => {
  test('keeps the finding in the report, with its reason', () => {
    const quiet = silence(report, { ...nothing, config: [{ rule: 'sort-on-disk', reason: 'runs once a year' }] });
    expect(quiet.findings.map(({ rule }) => rule)).toEqual(['large-offset']);
    expect(quiet.silenced).toMatchObject([
      { by: 'config', reason: 'runs once a year', finding: { rule: 'sort-on-disk' } },
    ]);
  });

  test.each([
    ['public.*', 1],
    ['app.*', 0],
    ['publicXorders', 0],
    ['*', 1],
  ])('at: %s narrows it', (at, count) => {
    const quiet = silence(report, { ...nothing, config: [{ rule: 'sort-on-disk', at, reason: 'known' }] });
    expect(quiet.silenced).toHaveLength(count);
  });

  test('a comment in the statement silences, and needs a reason', () => {
    const query = 'select 1 -- dbwright: silence large-offset because the report is nightly\n';
    expect(silence(report, { ...nothing, query }).silenced).toMatchObject([
      { by: 'inline', reason: 'the report is nightly' },
    ]);
    expect(inlineSilences('/* dbwright: silence large-offset because of the export */ select 1')).toEqual([
      { rule: 'large-offset', reason: 'of the export' },
    ]);
    expect(() => inlineSilences('select 1 -- dbwright: silence large-offset')).toThrow('without a reason');
  });

  test('a baseline silences what it knows', () => {
    const baseline = [finding('large-offset', 'the query')];
    expect(silence(report, { ...nothing, baseline }).findings.map(({ rule }) => rule)).toEqual(['sort-on-disk']);
  });
});

import { expect, it } from 'vitest';
import { index } from '#analysis/shop.fixture.ts';
import type { Finding } from '#vocabulary/finding.ts';
import { settleFindings } from './settle-findings.ts';

const proposed = index('orders', ['status']);
const chosen = index('orders', ['user_id']);
const finding: Finding = {
  rule: 'selective-sequential-scan',
  severity: 'warning',
  at: 'plan node 0 (Seq Scan on orders)',
  message: 'It reads all to keep little.',
  why: 'Reading takes time.',
  evidence: [],
  changes: [
    { kind: 'create-index', index: proposed },
    { kind: 'analyze-table', schema: 'public', table: 'orders' },
  ],
  fingerprint: 'x',
};

function indexes(findings: readonly Finding[]): readonly string[] {
  return findings.flatMap(({ changes }) =>
    changes.flatMap((one) => (one.kind === 'create-index' ? one.index.name : [])),
  );
}

it('lets the trial have the last word over the index that a rule proposes', () => {
  const settled = settleFindings([finding], { kind: 'estimated', indexes: [chosen] }, true);
  expect(indexes(settled)).toEqual([chosen.name]);
  expect(settled[0]?.changes.map(({ kind }) => kind)).toContain('analyze-table');
  const rejected = settleFindings([finding], { kind: 'none' }, true);
  expect(indexes(rejected)).toEqual([]);
  expect(rejected[0]?.advice).toContain('no index on this table');
});

it('leaves the proposal where nothing was tried', () => {
  expect(settleFindings([finding], { kind: 'none' }, false)).toEqual([finding]);
});

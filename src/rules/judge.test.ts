import { describe, expect, test } from 'vitest';
import type { Rule } from '#contracts/rule.ts';
import { defineRule } from '#contracts/rule.ts';
import type { Finding, Severity } from '#vocabulary/finding.ts';
import { Plan } from '#vocabulary/plan.ts';
import { fingerprint } from './fingerprint.ts';
import { judge } from './judge.ts';

const plan = Plan.parse({ root: { id: '0', type: 'Result', children: [] }, analyzed: false });

function finding(rule: string, severity: Severity, share?: number): Finding {
  const common = { message: '', why: '', evidence: [], changes: [], fingerprint: rule };
  return { rule, severity, at: rule, ...common, ...(share === undefined ? {} : { share }) };
}

function speaking(...findings: readonly Finding[]): Rule {
  const source = 'https://www.postgresql.org/docs/18/';
  return defineRule({ id: findings[0]?.rule ?? 'none', summary: '', needs: ['plan'], source, check: () => findings });
}

describe('judge', () => {
  test('puts the gravest first, then the largest share', () => {
    const rules = [
      speaking(finding('a', 'info', 0.9)),
      speaking(finding('b', 'warning', 0.1), finding('b', 'critical', 0.2)),
      speaking(finding('c', 'warning', 0.5)),
    ];
    const { findings, unseen } = judge(rules, { plan });
    expect(findings.map(({ rule, severity }) => `${rule} ${severity}`)).toEqual([
      'b critical',
      'c warning',
      'b warning',
      'a info',
    ]);
    expect(unseen).toEqual([]);
  });

  test('names the rules that lack a fact, with what would bring it', () => {
    const rule = defineRule({ ...speaking(), id: 'needy', needs: ['plan', 'statistics'], check: () => [] });
    const { unseen } = judge([rule], { plan });
    expect(unseen).toMatchObject([{ what: 'rule needy', why: 'It needs the statistics.' }]);
    expect(unseen[0]?.remedy).toMatch(/database URL/);
    const known = judge([rule], { plan }, [
      { fact: 'statistics', why: 'The login may not read them.', remedy: 'GRANT …' },
    ]);
    expect(known.unseen).toEqual([{ what: 'rule needy', why: 'The login may not read them.', remedy: 'GRANT …' }]);
  });

  test('lets the others speak when one rule fails, even halfway', () => {
    const broken = defineRule({
      ...speaking(),
      id: 'broken',
      needs: ['plan'],
      *check() {
        yield finding('broken', 'critical');
        throw new Error('no such node');
      },
    });
    const { findings, unseen } = judge([broken, speaking(finding('a', 'info'))], { plan });
    expect(findings.map(({ rule }) => rule)).toEqual(['a']);
    expect(unseen).toMatchObject([{ what: 'rule broken', why: 'It failed: no such node' }]);
  });
});

test('a fingerprint is the same for the same thing and another for another', () => {
  const one = fingerprint('lossy-bitmap', ['public', 'orders']);
  expect(one).toMatch(/^lossy-bitmap:[0-9a-f]{16}$/);
  expect(fingerprint('lossy-bitmap', ['public', 'orders'])).toBe(one);
  expect(fingerprint('lossy-bitmap', ['public', 'order', 's'])).not.toBe(one);
  expect(fingerprint('lossy-bitmap', ['publicorders', undefined])).not.toBe(one);
});

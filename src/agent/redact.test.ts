import { describe, expect, it } from 'vitest';
import { redactSql } from '#engines/postgres/parse/redact.ts';
import { Report } from '#vocabulary/report.ts';
import { redact } from './redact.ts';

function redacted(query: string, fields: object, parameters: Readonly<Record<string, string>> = {}) {
  const report = Report.parse({
    ...{ version: '1', command: 'optimize query', summary: '', subject: '', details: {}, unseen: [] },
    ...{ findings: [], recommendations: [], changes: [] },
    ...fields,
  });
  return redact(report, redactSql, { query, parameters });
}

describe('redact', () => {
  it('leaves figures and words of ours as they are', () => {
    const summary = 'orders is read whole, 60,000 rows to keep 12 (100 % of the time, 3.03 ms, median in 5 runs).';
    const details = { plan: { from: 'data twin, PostgreSQL 18.4 (native)', lines: [] } };
    const report = redacted("select * from orders where status = 'or' and total > 42", { summary, details });
    expect(report).toMatchObject({ summary, details });
  });

  it.each([
    ["select 1 from t where a = 'in progress'", "Filter: (a = 'in progress'::text)", 'Filter: (a = ?::text)'],
    ['select 1 from t where a between 10 and 20', 'where a between 10 and 20', 'where a between ?'],
    ['select 1 from t where a in (7, 8)', 'an index on t (b) where a in (7, 8)', 'an index on t (b) where a in (?)'],
    ['select 1 from t where a = 4711', 'Keeps 4711 only.', 'Keeps ? only.'],
    ["select 1 from t where a = E'it\\'s'", "(a = 'it''s'::text), it's", '(a = ?::text), ?'],
    ['select 1 from t where a = $x$a b$x$', "Value: 'a b'", 'Value: ?'],
    ["select 1 from t where a = 'In Progress'", 'idx_t_b_where_a_in_progress', 'idx_t_b_where_redacted'],
    ["select 1 from t where a ->> 'Color' = 'red'", 'idx_t_a_color is new', 'idx_t_a_redacted is new'],
  ])('%s: %s', (query, summary, expected) => {
    expect(redacted(query, { summary }).summary).toBe(expected);
  });

  it('takes the values of parameters out', () => {
    const report = redacted('select 1 from t where a = $1', { summary: "(a = 'O''Hara'), O'Hara" }, { 1: "O'Hara" });
    expect(report.summary).toBe('(a = ?), ?');
  });

  it('goes by the field: SQL through the scanner', () => {
    const sections = [{ kind: 'code', title: 'Query', language: 'sql', code: 'select 7 from t limit 10' }];
    expect(redacted('', { sections }).sections[0]).toMatchObject({ code: 'select ? from t limit ?' });
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { Finding } from '#vocabulary/finding.ts';
import { Report } from '#vocabulary/report.ts';
import { github } from './github.ts';
import { sarif } from './sarif.ts';

/** The parts of the SARIF 2.1.0 schema that are written: the official one allows no others under these names either. */
const Text = z.strictObject({ text: z.string() });
const Uri = z.string().regex(/^(?:[\w.~!$&'()*+,;=@%-]|\/(?!\/)|^file:\/\/)+(?::\/[^ ]*)?$/);
const Location = z.strictObject({
  physicalLocation: z.strictObject({
    artifactLocation: z.strictObject({ uri: Uri, description: Text.optional() }),
    region: z.strictObject({ startLine: z.int().min(1) }),
  }),
  logicalLocations: z.array(z.strictObject({ fullyQualifiedName: z.string().min(1), kind: z.string() })).optional(),
});
const level = z.enum(['none', 'note', 'warning', 'error']);
const Bag = z.record(z.string(), z.unknown());
const Rule = z.strictObject({
  id: z.string(),
  shortDescription: Text,
  fullDescription: Text,
  help: Text,
  helpUri: z.url().optional(),
  defaultConfiguration: z.strictObject({ level }),
});
const Suppression = z.strictObject({
  kind: z.enum(['inSource', 'external']),
  status: z.enum(['accepted', 'underReview', 'rejected']),
  justification: z.string(),
});
const Result = z.strictObject({
  ruleId: z.string(),
  ruleIndex: z.int().min(0),
  level,
  message: Text,
  locations: z.array(Location).min(1),
  partialFingerprints: z.record(z.string(), z.string()),
  suppressions: z.array(Suppression).optional(),
  properties: Bag,
});
const Log = z.strictObject({
  $schema: z.url(),
  version: z.literal('2.1.0'),
  runs: z.tuple([
    z.strictObject({
      tool: z.strictObject({ driver: z.strictObject({ name: z.literal('dbwright'), rules: z.array(Rule) }) }),
      automationDetails: z.strictObject({ id: z.string() }),
      invocations: z.array(
        z.strictObject({
          executionSuccessful: z.boolean(),
          toolExecutionNotifications: z.array(z.strictObject({ level, message: Text })),
        }),
      ),
      columnKind: z.literal('utf16CodeUnits'),
      results: z.array(Result),
      properties: Bag,
    }),
  ]),
});

const options = { color: false, width: 100 };
const scan = Finding.parse({
  rule: 'new-sequential-scan',
  severity: 'critical',
  at: 'public.orders',
  message: 'It reads 9,012 pages: 100 % of {orders}[0](x).',
  why: 'Each execution reads all.',
  advice: 'Give it an index.',
  fingerprint: 'new-sequential-scan|ab12|public.orders',
  regression: true,
  place: { file: './db/shop queries.sql', line: 7 },
  evidence: [
    { level: 'simulated', by: 'twin', what: 'plan cost', source: 'https://www.postgresql.org/docs/18/indexes.html' },
  ],
});
const table = Finding.parse({ ...scan, severity: 'info', place: undefined, regression: undefined, fingerprint: 'x' });

function reportOf(findings: readonly Finding[], more: Partial<Report> = {}): Report {
  return Report.parse({
    version: '1',
    command: 'optimize indexes',
    subject: 'PostgreSQL 18.4, database shop',
    summary: 'One plan became worse.',
    findings,
    recommendations: [],
    changes: [],
    unseen: [{ what: 'a statement', why: 'It does not parse.', remedy: 'Mend it.' }],
    details: {},
    ...more,
  });
}
const parsed = (report: Report) => Log.parse(JSON.parse(sarif.print(report, options)));

describe('SARIF', () => {
  const silenced = [{ finding: { ...table, at: 'a b/ü' }, reason: 'Runs once a year.', by: 'inline' as const }];
  const [run] = parsed(reportOf([scan, table], { silenced })).runs;

  test('a finding in a file stands at its line, with its level, words and fingerprint', () => {
    expect(run.results[0]).toMatchObject({
      ruleId: 'new-sequential-scan',
      ruleIndex: 0,
      level: 'error',
      locations: [
        { physicalLocation: { artifactLocation: { uri: 'db/shop%20queries.sql' }, region: { startLine: 7 } } },
      ],
      partialFingerprints: {
        'dbwright/v1': 'new-sequential-scan|ab12|public.orders',
        primaryLocationLineHash: 'new-sequential-scan|ab12|public.orders',
      },
      properties: { regression: true },
    });
  });

  test('braces and brackets are neither places for values nor links', () => {
    expect(run.results[0]?.message.text).toBe(
      'It reads 9,012 pages: 100 % of {{orders}}[0] (x).\nEach execution reads all.\nDo: Give it an index.',
    );
  });

  test('a thing in the database has a logical location, and a path as GitHub wants one', () => {
    expect(run.results[1]).toMatchObject({
      level: 'note',
      locations: [
        {
          physicalLocation: { artifactLocation: { uri: 'database/public.orders' } },
          logicalLocations: [{ fullyQualifiedName: 'public.orders' }],
        },
      ],
    });
  });

  test('what is silenced is suppressed, with its reason; what was not seen is noted', () => {
    expect(run.results[2]).toMatchObject({
      suppressions: [{ kind: 'inSource', status: 'accepted', justification: 'Runs once a year.' }],
      locations: [{ physicalLocation: { artifactLocation: { uri: 'database/a%20b/%C3%BC' } } }],
    });
    expect(run.results[0]?.suppressions).toBeUndefined();
    expect(run.invocations[0]?.toolExecutionNotifications[0]?.message.text).toBe(
      'a statement: It does not parse. Mend it.',
    );
  });

  test('rules say what their findings say, with a page', () => {
    expect(run.tool.driver.rules).toMatchObject([
      {
        id: 'new-sequential-scan',
        shortDescription: { text: 'New sequential scan' },
        help: { text: 'Each execution reads all. Give it an index.' },
        helpUri: 'https://www.postgresql.org/docs/18/indexes.html',
      },
    ]);
  });

  test.each([
    ['src/orders.ts:12', 'src/orders.ts', 12],
    ['/srv/app/q.sql:3', 'file:///srv/app/q.sql', 3],
  ])('a finding at %s stands there', (at, uri, startLine) => {
    const [result] = parsed(reportOf([{ ...table, at }])).runs[0].results;
    expect(result?.locations[0]?.physicalLocation).toEqual({ artifactLocation: { uri }, region: { startLine } });
  });
});

describe('GitHub', () => {
  test('annotates the line, escaped as the runner takes it apart', () => {
    const [first, second] = github.print(reportOf([scan, table]), options).split('\n');
    expect(first).toBe(
      '::error file=./db/shop queries.sql,line=7,title=dbwright%3A new-sequential-scan::' +
        'It reads 9,012 pages: 100 %25 of {orders}[0](x).%0AEach execution reads all.%0AGive it an index.',
    );
    expect(second).toMatch(/^::notice title=dbwright%3A new-sequential-scan::public\.orders: It reads/);
  });

  test('tells the whole below: counts, what was not seen', () => {
    const shown = github.print(reportOf([scan, table]), options);
    expect(shown).toContain('\ndbwright optimize indexes: One plan became worse.\n');
    expect(shown).toContain('\nFindings: 1 critical, 1 info, 1 regression.\n');
    expect(shown).toContain('\n- a statement: It does not parse. Mend it.\n');
    expect(github.print(reportOf([]), options)).toContain('\nFindings: none.\n');
  });

  test('of each kind as many as GitHub shows, regressions first; the others are told below', () => {
    const many = Array.from({ length: 14 }, (_, at) => ({ ...table, severity: 'warning' as const, at: `t${at}` }));
    const shown = github.print(reportOf([...many, { ...scan, severity: 'warning' }]), options);
    expect(shown.match(/^::warning /gm)).toHaveLength(10);
    expect(shown.split('\n')[0]).toContain('line=7');
    expect(shown.match(/^- warning new-sequential-scan: t\d+/gm)).toHaveLength(5);
  });
});

const hostile = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc
    .array(
      fc.constantFrom(
        '::error::',
        '##[error]',
        '\n',
        '\r',
        '\r\n',
        '%',
        '%0A',
        ',',
        ':',
        '\u001b[2J',
        '\u202e',
        '{0}',
        '](1)',
        "password='x'",
        '\ud800',
        ' ',
        'a',
      ),
    )
    .map((parts) => parts.join('')),
);
const anyFinding = fc
  .record({
    rule: hostile,
    severity: fc.constantFrom('info', 'warning', 'critical'),
    at: hostile,
    message: hostile,
    why: hostile,
    advice: hostile,
    fingerprint: hostile,
    regression: fc.constantFrom(true, undefined),
    place: fc.option(fc.record({ file: hostile, line: fc.integer() }), { nil: undefined }),
  })
  .map((given) => Finding.parse(given));
const anyReport = fc
  .record({ findings: fc.array(anyFinding, { maxLength: 4 }), words: hostile, subject: hostile })
  .map(({ findings, words, subject }) =>
    reportOf(findings, { summary: words, subject, unseen: [{ what: words, why: subject }] }),
  );

describe('whatever the texts hold', () => {
  test('SARIF stays SARIF, and well-formed', () => {
    fc.assert(
      fc.property(anyReport, (report) => {
        const text = sarif.print(report, options);
        expect(new TextDecoder().decode(new TextEncoder().encode(text))).toBe(text);
        const { results } = Log.parse(JSON.parse(text)).runs[0];
        expect(results).toHaveLength(report.findings.length);
        for (const { message } of results) {
          expect(message.text.replace(/\{\{|\}\}/g, '')).not.toMatch(/[{}]|\]\(|[\u0000-\u0008\u001b\u202e]/);
        }
      }),
    );
  });

  test('the runner finds our commands, one for each finding, and no others', () => {
    fc.assert(
      fc.property(anyReport, (report) => {
        const shown = github.print(report, options);
        expect(shown).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u202e]/);
        // As the runner does: by lines, trimmed at the left; the old form wherever it stands.
        const lines = shown.split('\n');
        const found = lines.filter((line) => line.trimStart().startsWith('::'));
        expect(found).toHaveLength(report.findings.length);
        for (const line of found) expect(line).toMatch(/^::(?:error|warning|notice) (?:[^:,]+=[^:,]*,?)+::[^\n]*$/);
        for (const line of lines) if (!found.includes(line)) expect(line).not.toContain('##[');
      }),
    );
  });
});

import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ProblemError } from '#contracts/problem-error.ts';
import { Plan, type PlanNode } from '#vocabulary/plan.ts';
import { parsePlan } from './plan.ts';

const folder = new URL('../fixtures/plans/origins/', import.meta.url);
const fixture = (name: string) => readFileSync(new URL(name, folder), 'utf8');
const text = fixture('plan-18.txt');
const json = fixture('plan-18.json');
const lines = text.split('\n');
const query =
  "SELECT u.city, o.total FROM users u JOIN orders o ON o.user_id = u.id WHERE o.status = 'open' AND u.name LIKE 'Name 1%' LIMIT 3";

/** What all forms of this plan have in common; runs differ in their times. */
function tree({ type, alias, index, conditions, estimated, children }: PlanNode): unknown {
  return { type, alias, index, conditions, estimated, children: children.map(tree) };
}
const expected = async (major: string) => tree((await parsePlan(fixture(`plan-${major}.json`))).root);

describe('as real servers and psql wrote it', () => {
  test.each(readdirSync(folder))('%s', async (name) => {
    const plan = await parsePlan(fixture(name), query);
    expect(tree(plan.root)).toEqual(await expected(/-13\./.test(name) ? '13' : '18'));
    expect(plan.unread).toEqual([]);
    if (name.startsWith('auto-')) expect(plan.query?.replace(/\s+/g, ' ')).toBe(query);
  });

  test('of a log the first plan, where no query or another is given, and the others by name', async () => {
    for (const name of ['auto-text-18.log', 'auto-json-18.jsonl', 'auto-yaml-18.csv', 'auto-xml-18.log']) {
      const plan = await parsePlan(fixture(name));
      expect(plan.root).toMatchObject({ type: 'Index Scan', relation: 'users' });
      expect(plan.query).toBe('SELECT email\nFROM users -- "who", it\'s\n WHERE id = $1');
      expect(plan.executionMs).toBeGreaterThan(0);
      expect(plan.unread.join()).toMatch(/The log holds 3 plans; the first was read.*UPDATE stock SET amount/);
      expect((await parsePlan(fixture(name), 'SELECT 2')).unread.join()).toMatch(/none is of this query/);
    }
    const other = await parsePlan(
      fixture('auto-text-18.log'),
      'update stock  set amount = amount + 7 where product < 99;',
    );
    expect(other.root.type).toBe('ModifyTable');
  });
});

const indentOf = (line: string) => /^ */.exec(line)?.[0].length ?? 0;
const value = JSON.parse(json) as unknown;
const python = (of: unknown): string =>
  Array.isArray(of)
    ? `[${of.map(python).join(', ')}]`
    : typeof of === 'object' && of !== null
      ? `{${Object.entries(of)
          .map(([key, one]) => `'${key}': ${python(one)}`)
          .join(', ')}}`
      : typeof of === 'string'
        ? of.includes("'")
          ? `"${of.replaceAll('"', '\\"')}"`
          : `'${of}'`
        : of === true
          ? 'True'
          : of === false
            ? 'False'
            : String(of);
const log = fixture('auto-text-18.log');
const csvOf = (line: string) => `"${line.replaceAll('"', '""')}"`;
const broken = (width: number) =>
  lines.flatMap((line) => {
    const cut = line.length > width ? line.lastIndexOf(' ', width) : -1;
    return cut > indentOf(line) + 10 ? [line.slice(0, cut), line.slice(cut + 1)] : [line];
  });

const origins: Readonly<Record<string, string>> = {
  'psycopg rows': `[${lines.map((line) => (line.includes("'") ? `("${line.replaceAll('"', '\\"')}",)` : `('${line}',)`)).join(', ')}]`,
  'psycopg rows, one a line': lines.map((line) => `('${line.replaceAll("'", "\\'")}',)`).join('\n'),
  'psycopg JSON': `[(${python(value)},)]`,
  'Python dictionary, printed': `>>> pprint(plan)\n${python(value).replaceAll(', ', ',\n ')}\n>>> `,
  'Ruby rows': `[${lines.map((line) => `{"QUERY PLAN"=>${JSON.stringify(line)}}`).join(', ')}]`,
  'Ruby JSON': JSON.stringify(value, null, 1).replaceAll('": ', '"=>'),
  'Rails explain': `=> EXPLAIN for: SELECT "users".* FROM "users" WHERE (1 = 1)\n                 QUERY PLAN\n${'-'.repeat(100)}\n${lines.map((line) => ` ${line}`).join('\n')}\n(10 rows)\n`,
  'JavaScript rows': `[\n${lines.map((line) => `  { 'QUERY PLAN': '${line.replaceAll("'", "\\'")}' }`).join(',\n')}\n]`,
  'JavaScript object': JSON.stringify(value, null, 2)
    .replace(/"(\w+)":/g, '$1:')
    .replace(/"([\w ]+)":/g, "'$1':")
    .replace(/: "([^"\\']*)"/g, ": '$1'"),
  'Java maps': `[${lines.map((line) => `{QUERY PLAN=${line}}`).join(', ')}]`,
  'Go maps': `[${lines.map((line) => `map[QUERY PLAN:${line}]`).join(' ')}]`,
  'PHP print_r': lines.map((line) => `Array\n(\n    [QUERY PLAN] => ${line}\n)\n`).join(''),
  'PHP var_export': lines.map((line) => `array ('QUERY PLAN' => '${line.replaceAll("'", "\\'")}',)`).join(',\n'),
  'a JSON string that holds JSON': JSON.stringify({ rows: 1, plan: json }),
  'a JSON string that holds text': JSON.stringify({ message: text }),
  'rows of JSON': JSON.stringify([{ 'QUERY PLAN': value }]),
  'rows of text in JSON': JSON.stringify(lines.map((line) => ({ 'QUERY PLAN': line }))),
  'pgAdmin, copied rows': lines.map(csvOf).join('\n'),
  'pgAdmin, with the head': `"QUERY PLAN"\n${lines.map(csvOf).join('\n')}`,
  'pgAdmin, JSON in a cell': `"QUERY PLAN"\n${csvOf(json)}\n`,
  'DataGrip CSV': `QUERY PLAN\n${lines.map((line) => (/[",]/.test(line) ? csvOf(line) : line)).join('\n')}\n`,
  'DataGrip TSV with row numbers': `#\tQUERY PLAN\n${lines.map((line, at) => `${at + 1}\t${csvOf(line)}`).join('\n')}`,
  'DBeaver text': `QUERY PLAN${' '.repeat(90)}|\n${'-'.repeat(100)}+\n${lines.map((line) => `${line.padEnd(100)}|`).join('\n')}\n`,
  'DBeaver CSV': `"QUERY PLAN"\r\n${lines.map(csvOf).join('\r\n')}\r\n`,
  'Markdown table': `| QUERY PLAN |\n| --- |\n${lines.map((line) => `| ${line} |`).join('\n')}\n`,
  'Markdown fence in a list': `- before:\n  \`\`\`text\n${lines.map((line) => `  ${line}`).join('\n')}\n  \`\`\`\n`,
  'Jira noformat': `{noformat:title=Plan}\n${text}\n{noformat}`,
  'SQL comment': lines.map((line) => `-- ${line}`).join('\n'),
  'comment of C': `/*\n${lines.map((line) => ` * ${line}`).join('\n')}\n */`,
  'comment of a shell': lines.map((line) => `# ${line}`).join('\n'),
  'quoted twice in mail': lines.map((line) => `> > ${line}`).join('\n'),
  'quoted without spaces': lines.map((line) => `>>${line}`).join('\n'),
  'numbered lines': lines.map((line, at) => `${String(at + 1).padStart(3)}: ${line}`).join('\n'),
  'cat -n': lines.map((line, at) => `${String(at + 1).padStart(6)}\t${line}`).join('\n'),
  'a diff': lines.map((line) => `+${line}`).join('\n'),
  IRC: lines.map((line) => `<ann> ${line}`).join('\n'),
  'a chat with times': lines.map((line, at) => `[10:3${at % 10}] ann: ${line}`).join('\n'),
  'no-break spaces': text.replaceAll('  ', '\u00A0 '),
  'smart quotes': text.replace(/'([^']*)'/g, '‘$1’').replace(/"([^"]*)"/g, '“$1”'),
  'JSON with smart quotes': json
    .replace(/'([^']*)'/g, '‘$1’')
    .replaceAll('\\"', '')
    .replace(/"([^"]*)"/g, '“$1”'),
  arrows: text.replaceAll('->', '→'),
  'dashes and ellipses': text.replaceAll('->', '–>').replaceAll('..', '…'),
  'zero-width spaces': lines.map((line) => `\u200B${line}`).join('\n'),
  'HTML source': `<pre>${text.replaceAll('&', '&amp;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')}</pre>`,
  'HTML of a mail': `<div>${lines.map((line) => line.replaceAll(' ', '&nbsp;').replaceAll('>', '&gt;')).join('<br>')}</div>`,
  'mail broken at 72': broken(72).join('\n'),
  'mail broken at 60 and quoted': broken(60)
    .map((line) => `> ${line}`)
    .join('\n'),
  'terminal broken at 80': lines
    .flatMap((line) => (line.length > 80 ? [line.slice(0, 80), line.slice(80)] : [line]))
    .join('\n'),
  'docker json': log
    .split('\n')
    .map((line) => JSON.stringify({ log: `${line}\n`, stream: 'stderr', time: '2025-06-01T10:00:00Z' }))
    .join('\n'),
  'docker compose': log
    .split('\n')
    .map((line) => `db-1  | ${line}`)
    .join('\n'),
  syslog: log
    .split('\n')
    .map((line, at) => `Jun  1 10:00:00 host postgres[4711]: [3-${at + 1}] ${line.replace(/^\t/, '#011')}`)
    .join('\n'),
  'client_min_messages = log': log
    .split('\n')
    .map((line) => line.replace(/^[^\t].*LOG: /, 'LOG: ').replace(/^\t/, ''))
    .join('\n'),
  'a log whose tabs became spaces': log.replaceAll('\t', '    '),
};

describe('as people and programs pass it on', () => {
  test.each(Object.keys(origins))('%s', async (name) => {
    const plan = await parsePlan(origins[name] ?? '', query);
    const want = JSON.stringify(await expected('18'));
    const isPoorer = name === 'JSON with smart quotes';
    expect(JSON.stringify(tree(plan.root)).replaceAll('"', '')).toBe(
      isPoorer ? want.replaceAll(/\\"|"/g, '') : want.replaceAll('"', ''),
    );
    expect(plan.unread).toEqual([]);
  });

  test.each([
    ['no indentation', lines.map((line) => line.trim()).join('\n')],
    ['neither indentation nor arrows', lines.map((line) => line.replace(/^\s*(?:->\s*)?/, '')).join('\n')],
    ['single spaces', lines.map((line) => line.trim().replace(/\s+/g, ' ')).join('\n')],
    [
      'explain.depesz.com, copied from the page',
      `#\texclusive\tinclusive\trows x\trows\tloops\tnode\n${lines
        .map((line, at) =>
          line.includes('(cost')
            ? `${at + 1}.\t0.028\t2.314\t↓ 1.5\t3\t1\t→ ${line.replace(/^\s*(?:->\s*)?/, '')}`
            : line.trim(),
        )
        .join('\n')}`,
    ],
  ])('%s: the tree is worked out, and that is said', async (_, given) => {
    const plan = await parsePlan(given);
    expect(tree(plan.root)).toEqual(await expected('18'));
    expect(plan.unread.join()).toMatch(/indentation was lost/);
  });

  test('a plan whose head was not copied', async () => {
    const plan = await parsePlan(lines.slice(1).join('\n'));
    expect(tree(plan.root)).toEqual(((await expected('18')) as { children: unknown[] }).children[0]);
    expect(plan.unread.join()).toMatch(/above its first node is missing/);
  });

  test('figures with grouped thousands', async () => {
    const plan = await parsePlan(
      'Seq Scan on t (cost=0.00..1,234,567.89 rows=12,345 width=4) (actual time=0.1..2,345.6 rows=1,000 loops=1)',
    );
    expect(plan.root).toMatchObject({
      estimated: { totalCost: 1_234_567.89, rows: 12_345 },
      actual: { totalMs: 2345.6, rows: 1000 },
    });
  });
});

describe('properties', () => {
  const wrappers: readonly ((text: readonly string[]) => readonly string[])[] = [
    (all) => all,
    (all) => all.map((line) => `> ${line}`),
    (all) => all.map((line) => `-- ${line}`),
    (all) => all.map((line) => `    ${line}`),
    (all) => ['```', ...all, '```'],
    (all) => all.map(csvOf),
    (all) => all.map((line) => line.replace('->', '→')),
    (all) => all.map((line) => line.replace(/^ +/, (space) => '\u00A0'.repeat(space.length))),
    (all) => [' QUERY PLAN ', '-'.repeat(120), ...all.map((line) => ` ${line}`), `(${all.length} rows)`],
    (all) => ['┌────┐', '│ QUERY PLAN │', '├────┤', ...all.map((line) => `│ ${line.padEnd(120)} │`), '└────┘'],
    (all) => ['LOG:  duration: 3.5 ms  plan:', '\tQuery Text: SELECT 1', ...all.map((line) => `\t${line}`)],
  ];
  const main = new URL('../fixtures/plans/', import.meta.url);
  const pairs = ['hash-join-18', 'grouping-sets-18', 'merge-partitioned-18', 'origins/plan-13', 'origins/plan-18'];

  test('a real plan in text, wrapped, indented anew and with junk around it, is the tree of its JSON', async () => {
    const prose = fc.stringMatching(/^[a-z][a-z ,.!?'()0-9[\]{}=-]{0,60}$/);
    const junk = fc.array(prose, { maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...pairs),
        fc.constantFrom(...wrappers),
        fc.tuple(junk, junk),
        fc.integer({ min: 1, max: 3 }),
        async (name, wrap, [before, after], indent) => {
          const from = (end: string) => readFileSync(new URL(`${name}.${end}`, main), 'utf8').trimEnd();
          const shifted = from('txt')
            .split('\n')
            .map((line) => ' '.repeat(indentOf(line) * indent) + line.trimStart());
          const given = [...before, '', ...wrap(shifted), '', ...after].join('\n');
          expect(tree((await parsePlan(given)).root)).toEqual(tree((await parsePlan(from('json'))).root));
        },
      ),
      { numRuns: 400 },
    );
  });

  test('damaged inputs of any origin give a plan or a Problem', async () => {
    const all = [...readdirSync(folder).map(fixture), ...Object.values(origins)];
    const byte = fc.tuple(fc.nat(), fc.nat(3), fc.string({ unit: 'binary', maxLength: 2 }));
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...all),
        fc.array(byte, { maxLength: 6 }),
        fc.nat(),
        async (given, flips, cut) => {
          const damaged = flips.reduce((now, [at, length, junk]) => {
            const from = at % (now.length + 1);
            return now.slice(0, from) + junk + now.slice(from + length);
          }, given);
          const part = cut % 2 === 0 ? damaged : damaged.slice(0, cut % (damaged.length + 1));
          const result = await parsePlan(part, query).catch((error: unknown) => error);
          if (result instanceof Error) expect(result).toBeInstanceOf(ProblemError);
          else expect(Plan.safeParse(result).error).toBeUndefined();
        },
      ),
      { numRuns: process.env['DBWRIGHT_FULL'] === '1' ? 20_000 : 500 },
    );
  });
});

test.each<[string, (count: number) => string]>([
  [
    'broken lines',
    (count) =>
      `Append  (cost=0.00..1.00 rows=1 width=4)\n${'  ->  Seq Scan on t  (cost=0.00..35.50\nrows=2 width=4)\n'.repeat(count)}`,
  ],
  [
    'flat lines',
    (count) =>
      `Append  (cost=0.00..1.00 rows=1 width=4)\n${'->  Seq Scan on t  (cost=0.00..3.50 rows=2 width=4)\n'.repeat(count)}`,
  ],
  [
    'a log',
    (count) =>
      'LOG:  duration: 1.0 ms  plan:\n\tQuery Text: select 1\n\tSeq Scan on t  (cost=0.00..1.00 rows=1 width=4)\n'.repeat(
        count,
      ),
  ],
  ['a log of nothing but heads', (count) => 'duration: 1.0 ms  plan:\n'.repeat(count)],
  ['open quotes', (count) => `"('Seq Scan on t  (cost=1`.repeat(count)],
  ['tables in tables', (count) => 'QUERY PLAN\n-----\n a .\n.b .\n'.repeat(count)],
])('%s are read in linear time', async (_, shape) => {
  const ms = async (count: number) => {
    const given = shape(count);
    const start = performance.now();
    await parsePlan(given).catch((error: unknown) => expect(error).toBeInstanceOf(ProblemError));
    return performance.now() - start;
  };
  await ms(300);
  const small = await ms(2000);
  expect(await ms(16_000)).toBeLessThan(small * 8 * 4 + 300);
});

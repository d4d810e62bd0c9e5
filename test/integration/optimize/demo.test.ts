import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, expect, test } from 'vitest';
import { program } from '../../program.ts';

const folder = mkdtempSync(join(tmpdir(), 'dbwright-demo-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('the demo answers five queries with their proof and writes one page', async () => {
  const page = join(folder, 'report.html');
  const [node, ...main] = program;
  const { stdout } = await promisify(execFile)(node, [...main, 'demo', '--quiet', '--out', page], {
    env: { ...process.env, TMPDIR: folder },
  });
  const answers = stdout.split(/^\d of 5: /m).slice(1);
  expect(answers).toHaveLength(5);
  for (const answer of answers.slice(0, 4)) {
    expect(answer).toContain('CREATE INDEX CONCURRENTLY');
    expect(answer).toMatch(/measured: data twin[^\n]*\n +median time of \d+ runs +[\d.]+ ms → [\d.]+ ms/);
    expect(answer).toContain('times faster');
  }
  expect(answers[4]).toContain('No index is recommended');
  expect(answers[4]).toContain('large-offset');
  const html = readFileSync(page, 'utf8');
  expect(html.match(/<article/g)).toHaveLength(5);
  expect(html).not.toMatch(/<script|https?:\/\/(?!www\.postgresql\.org)/);
});

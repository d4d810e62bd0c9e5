import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { reporters } from '#reporters/catalogue.ts';
import { Report } from '#vocabulary/report.ts';
import { type OutputParts, reportOutput } from './report-output.ts';
import type { Shell } from './shell.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dbwright-output-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const report = Report.parse({
  version: '1',
  command: 'look export',
  summary: 'Twelve tables.',
  subject: 'a test',
  findings: [],
  recommendations: [],
  changes: [],
  unseen: [],
  artifacts: [{ path: 'shop.dbw.json', mediaType: 'application/json', content: '{"all": "of it"}\n' }],
  details: {},
});

async function put(flags: Partial<OutputParts['flags']>, tty = false) {
  const written = { out: '', err: '' };
  const shell: Shell = {
    stdout: { write: (text) => (written.out += text), isTTY: tty },
    stderr: { write: (text) => (written.err += text) },
    env: {},
    cwd: folder,
    onInterrupt: () => () => {},
  };
  const parts = { configured: undefined, reporters, makes: { file: 'database.dbw.json' } };
  const output = await reportOutput({ ...parts, flags: { color: false, ...flags } }, shell);
  await output(report);
  return written;
}

describe('a command that makes a file', () => {
  it('writes it where --out says, for its owner only, and prints the report', async () => {
    const { out, err } = await put({ out: 'shop.dbw.json' });
    expect(readFileSync(join(folder, 'shop.dbw.json'), 'utf8')).toBe('{"all": "of it"}\n');
    expect(statSync(join(folder, 'shop.dbw.json')).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual(['shop.dbw.json']);
    expect(out).toContain('Twelve tables.');
    expect(err).toBe('Written to shop.dbw.json.\n');
  });

  it('does not print the file again inside a JSON report', async () => {
    const { out } = await put({ out: 'shop.dbw.json', format: 'json' });
    expect(JSON.parse(out)).toMatchObject({ artifacts: [{ path: 'shop.dbw.json', content: '' }] });
  });

  it('gives it to a pipe, and the report beside', async () => {
    const { out, err } = await put({});
    expect(out).toBe('{"all": "of it"}\n');
    expect(err).toContain('Twelve tables.');
    expect((await put({ quiet: true })).err).toBe('');
  });

  it('does not pour it over a terminal, and says so before any work is done', async () => {
    await expect(put({}, true)).rejects.toMatchObject({ problem: { hint: expect.stringContaining('--out') } });
    await expect(put({ out: 'missing/shop.dbw.json' })).rejects.toMatchObject({ problem: { code: 'not-found' } });
  });
});

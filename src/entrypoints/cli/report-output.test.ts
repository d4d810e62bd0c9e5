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

const pictures = {
  file: 'diagram.svg',
  kinds: {
    field: 'as',
    of: {
      svg: { ending: 'svg', nature: 'text' },
      png: { ending: 'png', nature: 'bytes' },
      mermaid: { ending: 'mmd', nature: 'readable' },
    },
  },
} as const;

async function put(
  flags: Partial<OutputParts['flags']>,
  tty = false,
  { made = report, ...more }: Partial<OutputParts> & { readonly made?: Report } = {},
) {
  const written = { out: '', err: '' };
  const shell: Shell = {
    stdout: { write: (text) => (written.out += text), isTTY: tty },
    stderr: { write: (text) => (written.err += text) },
    env: {},
    cwd: folder,
    onInterrupt: () => () => {},
  };
  const parts = { configured: undefined, reporters, makes: { file: 'database.dbw.json' }, ...more };
  const output = await reportOutput({ ...parts, flags: { color: false, ...flags } }, shell);
  await output(made);
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

  it('puts further files beside it, under its name', async () => {
    const artifacts = ['shop.svg', 'shop-1-orders.svg', 'shop-2-users.svg'].map((path) => ({
      path,
      mediaType: 'image/svg+xml',
      content: path,
    }));
    const made = { ...report, artifacts };
    const { err } = await put({ out: 'erd.svg' }, false, { made, makes: pictures });
    expect(readdirSync(folder).toSorted()).toEqual(['erd-1-orders.svg', 'erd-2-users.svg', 'erd.svg']);
    expect(readFileSync(join(folder, 'erd-2-users.svg'), 'utf8')).toBe('shop-2-users.svg');
    expect(err).toBe('Written to erd.svg and 2 more beside it, erd-1-orders.svg and so on.\n');
    const piped = await put({}, false, { made, makes: pictures });
    expect(piped.out).toBe('shop.svg');
    expect(piped.err).toContain('the first of 3 files: --out diagram.svg writes them all');
  });

  it('writes bytes as they are, and never into a pipe of text', async () => {
    const artifact = { path: 'shop.png', mediaType: 'image/png', encoding: 'base64', content: '/wD+' } as const;
    const parts = { made: { ...report, artifacts: [artifact] }, makes: pictures, kind: 'png' };
    await put({ out: 'shop.png' }, false, parts);
    expect([...readFileSync(join(folder, 'shop.png'))]).toEqual([255, 0, 254]);
    await expect(put({}, false, parts)).rejects.toMatchObject({ problem: { hint: 'Say where: --out diagram.png' } });
  });

  it('shows what can be read in a terminal', async () => {
    expect((await put({}, true, { makes: pictures, kind: 'mermaid' })).out).toBe('{"all": "of it"}\n');
  });
});

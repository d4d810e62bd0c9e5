import { z } from 'zod';
import type { Baseline } from '#contracts/command.ts';
import { problem } from '#contracts/problem-error.ts';
import { parseExport } from './read-export.ts';

/** Enough of a report to compare with: reports of other versions of dbwright may lack the rest. */
const Earlier = z.looseObject({
  command: z.string().default(''),
  findings: z.array(z.looseObject({ fingerprint: z.string() })),
  details: z.record(z.string(), z.unknown()).default({}),
});

/** What `--baseline` names: an earlier JSON report, or an export. Problem `invalid` where it is neither. */
export function readBaseline(content: string): Baseline {
  const parsed = parseJson(content);
  if (isExport(parsed)) return { kind: 'export', exported: parseExport(content, 'The baseline') };
  const read = Earlier.safeParse(parsed);
  if (!read.success) {
    throw problem(
      'invalid',
      'The baseline is no dbwright report.',
      'Write one with --format json --out baseline.json.',
    );
  }
  return { kind: 'report', report: read.data };
}

function isExport(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Reflect.get(value, 'format') === 'dbwright-export';
}

function parseJson(content: string): unknown {
  try {
    return JSON.parse(content);
  } catch {
    return undefined;
  }
}

import type { ShapeReader } from '#contracts/trace.ts';
import type { StatementShape } from '#vocabulary/traced-statement.ts';
import { bookkeeping } from './bookkeeping.ts';
import { fingerprinter } from './fingerprint.ts';

const mostKept = 20_000;

/** What statements are without their values, and what they are for; what was told once is remembered. */
export function shapeReader(): ShapeReader {
  const fingerprint = fingerprinter();
  const known = new Map<string, StatementShape>();
  return (text) => {
    const shape = fingerprint(text);
    if (shape === undefined) return undefined;
    const { fingerprint: id, normalized, statements } = shape;
    const earlier = known.get(id);
    if (earlier !== undefined) return earlier;
    const role = bookkeeping(text) ?? (statements > 1 ? 'other' : roleOf(normalized));
    if (known.size >= mostKept) known.clear();
    const made: StatementShape = { fingerprint: id, normalized, role };
    known.set(id, made);
    return made;
  };
}

function roleOf(normalized: string): StatementShape['role'] {
  const bare = normalized.replace(/\/\*[\s\S]*?\*\/|--[^\n]*/g, ' ').trim();
  const verb = /^[\s(]*([a-z]+)/i.exec(bare)?.[1]?.toLowerCase() ?? '';
  if (/^(?:insert|update|delete|merge)$/.test(verb)) return 'write';
  if (verb === 'with')
    return /\)\s*(?:insert\s+into|update\s+\S|delete\s+from|merge\s+into)\b/i.test(bare) ? 'write' : 'read';
  return /^(?:select|values|table)$/.test(verb) ? 'read' : 'other';
}

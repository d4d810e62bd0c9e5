import { problem } from '#contracts/problem-error.ts';
import { deepestPlan } from './plan-json.ts';

/**
 * The JSON value that starts at `from`, whatever follows it. Unlike JSON.parse it
 * - takes what is there when the text breaks off (`cut`),
 * - keeps integers beyond 2^53 (query identifiers) as texts,
 * - takes `"key": value` in a list for a field of the object around it: that is how PostgreSQL 15 to 18 print MERGE on
 *   a partitioned table.
 * One pass, no recursion. Problem `invalid` where it is nested deeper than a plan may be.
 */
export function readBrokenJson(text: string, from: number): BrokenJson {
  const open: Container[] = [];
  let result: unknown;
  let at = from;
  const put = (value: unknown) => {
    const container = open.at(-1);
    if (container === undefined) result = value;
    else if (container.key !== undefined) {
      const object = container.object ?? nearestObject(open);
      if (object !== undefined && container.key !== '__proto__') object[container.key] = value;
      container.key = undefined;
    } else container.list?.push(value);
  };
  const skip = /[\s,:]*/y;
  const scalar = /-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?|true|false|null/y;
  for (;;) {
    skip.lastIndex = at;
    skip.test(text);
    at = Math.max(at, skip.lastIndex);
    const character = text.charAt(at);
    if (character === '{' || character === '[') {
      if (open.length > 4 * deepestPlan) {
        throw problem('invalid', 'This JSON is nested deeper than any plan.', 'Check that the file is one plan.');
      }
      const object = character === '{' ? {} : undefined;
      const list = character === '[' ? [] : undefined;
      put(object ?? list);
      open.push({ object, list, key: undefined });
      result ??= object ?? list;
      at += 1;
    } else if (character === '}' || character === ']') {
      open.pop();
      at += 1;
      if (open.length === 0) return { value: result, cut: false, end: at };
    } else if (character === '"') {
      const end = stringEnd(text, at);
      if (end < 0) return { value: result, cut: true, end: at };
      const string = unquote(text.slice(at, end));
      const container = open.at(-1);
      at = end;
      if (container === undefined) return { value: string, cut: false, end: at };
      if (container.key === undefined && (container.object !== undefined || /^\s*:/.test(text.slice(at, at + 20)))) {
        container.key = string;
      } else put(string);
    } else {
      scalar.lastIndex = at;
      const match = scalar.exec(text)?.[0];
      if (match === undefined || open.length === 0) return { value: result, cut: true, end: at };
      put(scalarOf(match));
      at = scalar.lastIndex;
    }
  }
}

interface BrokenJson {
  readonly value: unknown;
  readonly cut: boolean;
  /** Offset after the value. */
  readonly end: number;
}

interface Container {
  readonly object: Record<string, unknown> | undefined;
  readonly list: unknown[] | undefined;
  key: string | undefined;
}

function nearestObject(open: readonly Container[]): Record<string, unknown> | undefined {
  return open.findLast((container) => container.object !== undefined)?.object;
}

/** Offset after the closing quote; -1 where there is none. */
function stringEnd(text: string, start: number): number {
  for (let at = text.indexOf('"', start + 1); at >= 0; at = text.indexOf('"', at + 1)) {
    let backslashes = 0;
    while (text.charAt(at - 1 - backslashes) === '\\') backslashes += 1;
    if (backslashes % 2 === 0) return at + 1;
  }
  return -1;
}

function unquote(quoted: string): string {
  const inner = quoted.slice(1, -1);
  if (!inner.includes('\\')) return inner;
  try {
    return String(JSON.parse(quoted));
  } catch {
    return inner;
  }
}

function scalarOf(written: string): unknown {
  if (written === 'true') return true;
  if (written === 'false') return false;
  if (written === 'null') return null;
  const number = Number(written);
  return Number.isInteger(number) && !Number.isSafeInteger(number) ? written : number;
}

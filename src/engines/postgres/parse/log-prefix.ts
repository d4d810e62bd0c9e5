import type { LogOrigin } from './log-entry.ts';
import { isoFromEpoch, isoTime } from './log-time.ts';

/** The start of a line: whose message it is, of which kind, and where its text begins. */
export interface LineHead {
  /** LOG, ERROR … or a part: DETAIL, STATEMENT … */
  readonly tag: string;
  readonly origin: LogOrigin;
  /** Offset of the text after the tag. */
  readonly from: number;
}

export interface LinePrefix {
  /** As in log_line_prefix; `%?` stands for a word whose meaning is not known. */
  readonly written: string;
  readonly read: (line: string) => LineHead | undefined;
}

export const tags =
  'DEBUG[1-5]?|LOG|INFO|NOTICE|WARNING|ERROR|FATAL|PANIC|DETAIL|HINT|QUERY|CONTEXT|STATEMENT|LOCATION|BACKTRACE';

/** A prefix is short; looking no further bounds the time of a line that has none. */
const headLength = 600;

const time = '\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d';

/** https://www.postgresql.org/docs/18/runtime-config-logging.html#GUC-LOG-LINE-PREFIX */
const escapes: Readonly<Record<string, string>> = {
  a: '.*?',
  u: '.*?',
  d: '.*?',
  r: '.*?',
  h: '\\S*?',
  L: '\\S*?',
  b: '.*?',
  p: '\\d+',
  P: '\\d*',
  t: `${time} \\S+?`,
  m: `${time}\\.\\d+ \\S+?`,
  n: '\\d+\\.\\d+',
  i: '.*?',
  e: '[0-9A-Z]{5}',
  c: '[0-9a-f]+\\.[0-9a-f]+',
  l: '\\d+',
  s: `${time} \\S+?`,
  v: '\\S*?',
  x: '\\d*',
  Q: '-?\\d+',
  '?': '.*?',
};

/** A reader for lines that start with this log_line_prefix. */
export function compilePrefix(prefix: string): LinePrefix {
  /** Groups by number: named ones are slower to read. */
  const groups: Record<string, number> = {};
  let count = 0;
  let source = '';
  let optional = 0;
  for (const [piece, pad, letter] of prefix.matchAll(/%(-?\d+)?([A-Za-z%?])|[^%]+|%/g)) {
    if (letter === undefined || letter === '%') {
      source += (letter === '%' ? '%' : piece).replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');
    } else if (letter === 'q') {
      source += '(?:';
      optional += 1;
    } else {
      const pattern = escapes[letter];
      if (pattern === undefined) continue;
      const isRead = wanted.includes(letter) && groups[letter] === undefined;
      if (isRead) {
        count += 1;
        groups[letter] = count;
      }
      const group = isRead ? `(${pattern})` : `(?:${pattern})`;
      source += pad === undefined ? group : ` *${group} *`;
    }
  }
  const head = new RegExp(`^${source}${')?'.repeat(optional)}(${tags}): {1,2}`, 's');
  const originOf = originReader(groups);
  return {
    written: prefix,
    read: (line) => {
      const found = head.exec(line.length > headLength ? line.slice(0, headLength) : line);
      if (found === null) return undefined;
      return { tag: found[count + 1] ?? '', origin: originOf(found), from: found[0].length };
    },
  };
}

/** The escapes that tell something of the origin. */
const wanted = 'mtnpcuda';

function originReader(groups: Readonly<Record<string, number>>): (found: readonly (string | undefined)[]) => LogOrigin {
  // 0 is the whole: never asked for.
  const { m = 0, t = 0, n = 0, p = 0, c = 0, u = 0, d = 0, a = 0 } = groups;
  return (found) => {
    const written = (m > 0 ? found[m] : undefined) ?? (t > 0 ? found[t] : undefined);
    const epoch = n > 0 ? found[n] : undefined;
    const at = written === undefined ? (epoch === undefined ? undefined : isoFromEpoch(epoch)) : isoTime(written);
    const session = c > 0 ? found[c] : undefined;
    const process = p > 0 ? found[p] : undefined;
    const pid =
      process ??
      (session === undefined ? undefined : String(Number.parseInt(session.slice(session.indexOf('.') + 1), 16)));
    return {
      at,
      pid: pid === undefined ? undefined : Number(pid),
      session: session ?? process,
      user: u > 0 ? known(found[u]) : undefined,
      database: d > 0 ? known(found[d]) : undefined,
      application: a > 0 ? known(found[a]) : undefined,
    };
  };
}

function known(value: string | undefined): string | undefined {
  return value === undefined || value === '' || value === '[unknown]' ? undefined : value;
}

const firstTag = new RegExp(`(?:${tags}):  `);

/** What a prefix must be, by one line that has it; undefined where the line has no tag such as `LOG:  `. */
export function inferPrefix(line: string): string | undefined {
  const at = line.slice(0, headLength).search(firstTag);
  return at < 0 ? undefined : describe(line.slice(0, at));
}

/** The pieces that can be told by their looks, in the order in which they are tried. */
const looks: readonly (readonly [pattern: RegExp, letters: string])[] = [
  [new RegExp(`${time}\\.\\d+ (?:[A-Z]{1,5}|[+-]\\d\\d(?::?\\d\\d)?)`, 'y'), 'm'],
  [new RegExp(`${time} (?:[A-Z]{1,5}|[+-]\\d\\d(?::?\\d\\d)?)`, 'y'), 't'],
  [/\d{10}\.\d{3}(?!\d)/y, 'n'],
  [/[0-9a-f]{8}\.[0-9a-f]{1,8}(?![\w.])/y, 'c'],
  [/\[local\]|\d{1,3}(?:\.\d{1,3}){3}(?:\(\d+\))?|[\w.:-]+\(\d+\)/y, 'r'],
  [/\d+(?=-\d+\])/y, 'l'],
  [/\d+(?![\w.])/y, 'p'],
];

const keys: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries({
    u: 'u user usr username user_name',
    d: 'd db database dbname database_name',
    a: 'a app application appname application_name',
    r: 'h r host client ip remote remote_host client_addr',
    p: 'p pid process process_id',
    c: 'c session sess sid session_id',
    x: 'x xid txid transaction',
    v: 'v vxid',
    l: 'l line line_num',
    Q: 'q qid query_id queryid',
    e: 'e state sqlstate',
  }).flatMap(([letter, names]) => names.split(' ').map((name) => [name, letter] as const)),
);

function describe(prefix: string): string {
  let written = '';
  let at = 0;
  const seen = new Set<string>();
  const add = (letter: string, length: number) => {
    written += letter === '' || seen.has(letter) ? '%?' : `%${letter}`;
    seen.add(letter);
    at += length;
  };
  const match = (pattern: RegExp) => {
    pattern.lastIndex = at;
    return pattern.exec(prefix)?.[0];
  };
  while (at < prefix.length) {
    const key = match(/[A-Za-z_]+=/y);
    const pair = match(/(?:\[unknown\]|[^\s@:,|[\]=]+)@(?:\[unknown\]|[^\s@:,|[\]=/]+)/y);
    const look = looks.map(([pattern, letter]) => [match(pattern), letter] as const).find(([found]) => found);
    if (key !== undefined) {
      written += key;
      at += key.length;
      const value = match(/\[(?:local|unknown)\]|.*?(?=[\s,;|/]+[A-Za-z_]+=|[\s,:;\])|>-]*$)/y) ?? '';
      add(keys[key.slice(0, -1).toLowerCase()] ?? '', value.length);
    } else if (look?.[0] !== undefined) {
      // Of two times the first is the message's; a number after the process id is anything.
      const taken = look[1] === 't' && seen.has('m') ? 's' : look[1];
      add(taken, look[0].length);
    } else if (pair !== undefined && !seen.has('u')) {
      written += '%u@%d';
      seen.add('u').add('d');
      at += pair.length;
    } else {
      const word = match(/[\p{L}\p{N}_.]+/uy);
      if (word === undefined) {
        written += prefix[at] === '%' ? '%%' : prefix[at];
        at += 1;
      } else add('', word.length);
    }
  }
  return written;
}

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
  const named = new Set<string>();
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
      const group = letter === '?' || named.has(letter) ? `(?:${pattern})` : `(?<${letter}>${pattern})`;
      named.add(letter);
      source += pad === undefined ? group : ` *${group} *`;
    }
  }
  const head = new RegExp(`^${source}${')?'.repeat(optional)}(?<tag>${tags}): {1,2}`, 's');
  return {
    written: prefix,
    read: (line) => {
      const found = head.exec(line.length > headLength ? line.slice(0, headLength) : line);
      if (found === null) return undefined;
      return { tag: found.groups?.['tag'] ?? '', origin: originOf(found.groups ?? {}), from: found[0].length };
    },
  };
}

function originOf(fields: Readonly<Record<string, string | undefined>>): LogOrigin {
  const { p, c, n } = fields;
  const written = fields['m'] ?? fields['t'];
  const at = written === undefined ? (n === undefined ? undefined : isoFromEpoch(n)) : isoTime(written);
  const pid = p ?? (c === undefined ? undefined : String(Number.parseInt(c.slice(c.indexOf('.') + 1), 16)));
  return {
    at,
    pid: pid === undefined ? undefined : Number(pid),
    session: c ?? p,
    user: known(fields['u']),
    database: known(fields['d']),
    application: known(fields['a']),
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
    const pair = match(/(?:\[unknown\]|[^\s@:,|[\]=]+)@(?:\[unknown\]|[^\s@:,|[\]=]+)/y);
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

import { keywords, opensList, truths } from './keywords.ts';
import { parametersAt, type SqliteParameter } from './parameters.ts';
import { nameIn, type SqliteToken, sqliteTokens, unquoted } from './tokens.ts';

/** SQL that PostgreSQL's parser reads, with the way back to the user's text. */
export interface Translation {
  readonly text: string;
  /** Offset in the translated text -> offset in the user's. */
  readonly at: (offset: number) => number;
}

/** What stands for SQLite's own words in the translated text. No other operator or function is called so. */
export const standIns = {
  cast: 'sqlite_cast',
  glob: '~#',
  notGlob: '!~#',
  match: '@#@',
  notMatch: '!@#@',
  regexp: '~@#',
  notRegexp: '!~@#',
} as const;

/**
 * A SQLite statement in PostgreSQL's grammar, token by token: names are folded to small letters and quoted, so that no
 * reserved word of the other dialect is in the way; parameters become $n; what only SQLite says gets a stand-in.
 * Nothing is checked: what SQLite itself would refuse, the parser refuses too, or the names tell.
 */
export function translate(text: string): Translation {
  const all = sqliteTokens(text);
  const code = all.filter(({ kind }) => kind !== 'space' && kind !== 'comment');
  const edits = new Map<number, string>();
  const parameters = parametersAt(all);
  const source: Source = { code, word: (at) => wordAt(code, at), edits };
  for (const at of code.keys()) edit(source, at, parameters);
  const places = new Map(code.map(({ start }, at) => [start, at]));
  const pieces = all.map((token) => {
    const at = places.get(token.start);
    return { start: token.start, text: at === undefined ? ' ' : (edits.get(at) ?? token.text) };
  });
  const translated = pieces.map((piece) => piece.text).join('');
  return { text: translated, at: wayBack(pieces, text.length) };
}

/** The tokens that matter, and what shall stand for them. */
interface Source {
  readonly code: readonly SqliteToken[];
  /** The bare word at a place, in small letters; empty for anything else. */
  readonly word: (at: number) => string;
  readonly edits: Map<number, string>;
}

function edit(source: Source, at: number, parameters: ReadonlyMap<number, SqliteParameter>): void {
  const { code, edits, word } = source;
  const token = code[at];
  if (token === undefined || edits.has(at)) return;
  if (token.kind === 'parameter') edits.set(at, `$${parameters.get(token.start)?.number ?? 1}`);
  else if (token.kind === 'name') edits.set(at, quoted(nameIn(token) ?? ''));
  else if (token.kind === 'string' && word(at - 1) === 'as' && !isCastType(source, at)) {
    edits.set(at, quoted(unquoted(token)));
  } else if (token.text === '==') edits.set(at, '=');
  else if (token.kind === 'word') editWord(source, at, token);
}

function editWord(source: Source, at: number, token: SqliteToken): void {
  const { code, edits, word } = source;
  const name = word(at);
  const isQualified = code[at - 1]?.text === '.' || code[at + 1]?.text === '.';
  const isCall = code[at + 1]?.text === '(' && !(opensList.has(name) && (endsOperand(source, at - 1) || !isLike(name)));
  const isOperand = startsOperand(source, at) && namesElsewhere.has(name);
  if (isQualified || isOperand || (isCall && name !== 'cast' && name !== 'exists')) {
    edits.set(at, quoted(token.text));
  } else if (!keywords.has(name)) {
    if (!truths.has(name)) edits.set(at, quoted(token.text));
  } else rephrase[name]?.(source, at);
}

/** Operators that are functions too: `like(pattern, text)`. */
function isLike(name: string): boolean {
  return name === 'like' || name === 'glob' || name === 'match' || name === 'regexp';
}

/** Names to SQLite where nothing else fits, reserved words to PostgreSQL. */
const namesElsewhere = new Set(['analyze', 'asc', 'column', 'desc', 'do', 'end', 'for', 'initially', 'offset']);

/** What a keyword becomes together with those around it. */
const rephrase: Readonly<Record<string, (source: Source, at: number) => void>> = {
  is: ({ edits, word }, at) => {
    const negated = word(at + 1) === 'not';
    if (['null', 'true', 'false', 'distinct'].includes(word(at + (negated ? 2 : 1)))) return;
    edits.set(at, negated ? 'IS DISTINCT FROM' : 'IS NOT DISTINCT FROM');
    if (negated) edits.set(at + 1, '');
  },
  not: ({ edits, word }, at) => {
    const next = word(at + 1);
    if (next === 'null' && word(at - 1) !== 'is') {
      edits.set(at, 'NOTNULL');
      edits.set(at + 1, '');
    } else if (next === 'indexed') {
      edits.set(at, '');
      edits.set(at + 1, '');
    } else if (next === 'glob' || next === 'match' || next === 'regexp') {
      edits.set(at, '');
      edits.set(at + 1, { glob: standIns.notGlob, match: standIns.notMatch, regexp: standIns.notRegexp }[next]);
    }
  },
  glob: ({ edits }, at) => edits.set(at, standIns.glob),
  match: ({ edits }, at) => edits.set(at, standIns.match),
  regexp: ({ edits }, at) => edits.set(at, standIns.regexp),
  indexed: ({ edits, word }, at) => {
    if (word(at + 1) === 'by') for (const place of [at, at + 1, at + 2]) edits.set(place, '');
  },
  insert: dropConflictClause,
  update: dropConflictClause,
  replace: ({ edits, word }, at) => {
    if (word(at + 1) === 'into') edits.set(at, 'INSERT');
  },
  with: ({ edits, word }, at) => {
    if (word(at + 1) !== 'recursive' && word(at + 1) !== 'ties') edits.set(at, 'WITH RECURSIVE');
  },
  limit: (source, at) => {
    const comma = findAtDepth(source, at + 1, (place) => source.code[place]?.text === ',', endsLimit);
    if (comma === undefined) return;
    source.edits.set(at, 'OFFSET');
    source.edits.set(comma, ' LIMIT ');
  },
  in: ({ code, edits }, at) => {
    const first = code[at + 1];
    if (first === undefined || (nameIn(first) ?? '') === '') return;
    const isQualified = code[at + 2]?.text === '.';
    const last = isQualified ? at + 3 : at + 1;
    const name = quoted(nameIn(first) ?? '');
    const own = code[last];
    edits.set(at + 1, isQualified ? `(SELECT * FROM ${name}` : `(SELECT * FROM ${name})`);
    if (isQualified && own !== undefined) edits.set(last, `${quoted(nameIn(own) ?? '')})`);
  },
  cast: (source, at) => {
    const { code, edits } = source;
    if (code[at + 1]?.text !== '(') return;
    const as = findAtDepth(
      source,
      at + 2,
      (place) => source.word(place) === 'as',
      () => false,
    );
    const close =
      as === undefined
        ? undefined
        : findAtDepth(
            source,
            as + 1,
            (place) => code[place]?.text === ')',
            () => false,
          );
    if (as === undefined || close === undefined) return;
    edits.set(at, standIns.cast);
    const type = code
      .slice(as + 1, close)
      .map((one) => one.text)
      .join(' ');
    edits.set(as, `, '${type.replaceAll("'", "''")}'`);
    for (let place = as + 1; place < close; place++) edits.set(place, '');
  },
  join: (source, at) => {
    const { edits, word } = source;
    const before = [word(at - 1), word(at - 2), word(at - 3)];
    if (before.includes('natural')) return;
    const isCross = before[0] === 'cross';
    const end = findAtDepth(
      source,
      at + 1,
      (place) => endsJoin.has(word(place)) || source.code[place]?.text === ',',
      () => false,
    );
    const hasCondition = end !== undefined && (word(end) === 'on' || word(end) === 'using');
    if (isCross && hasCondition) edits.set(at - 1, 'INNER');
    if (isCross || hasCondition) return;
    const last = (end ?? closeOf(source, at + 1)) - 1;
    edit(source, last, new Map());
    edits.set(last, `${edits.get(last) ?? source.code[last]?.text ?? ''} ON true`);
  },
};

const endsJoin = new Set(
  `on using join left right full inner cross natural where group having order limit window union except intersect
  returning set`.split(/\s+/),
);

/** `INSERT OR REPLACE`, `UPDATE OR IGNORE`: what happens on a conflict changes nothing of what is read. */
function dropConflictClause({ edits, word }: Source, at: number): void {
  if (word(at + 1) !== 'or') return;
  edits.set(at + 1, '');
  edits.set(at + 2, '');
}

function endsLimit({ code, word }: Source, at: number): boolean {
  return code[at]?.text === ';' || word(at) === 'offset' || word(at) === 'returning';
}

/** The first token from `from` on that fits, in the same parentheses; undefined where they close, or it stops, before. */
function findAtDepth(
  source: Source,
  from: number,
  fits: (at: number) => boolean,
  stops: (source: Source, at: number) => boolean,
): number | undefined {
  let depth = 0;
  for (let at = from; at < source.code.length; at++) {
    const text = source.code[at]?.text;
    if (depth === 0 && fits(at)) return at;
    if (text === '(') depth++;
    if (text === ')') depth--;
    if (depth < 0 || (depth === 0 && stops(source, at))) return undefined;
  }
  return undefined;
}

/** Where the parentheses close, the statement ends or the text does. */
function closeOf({ code }: Source, from: number): number {
  let depth = 0;
  for (let at = from; at < code.length; at++) {
    const text = code[at]?.text;
    if (text === '(') depth++;
    if (text === ')' && --depth < 0) return at;
    if (text === ';') return at;
  }
  return code.length;
}

function endsOperand({ code, word }: Source, at: number): boolean {
  const token = code[at];
  if (token === undefined) return false;
  if (token.kind === 'word') return !keywords.has(word(at)) || word(at) === 'end' || word(at) === 'null';
  return ['name', 'string', 'blob', 'number', 'parameter'].includes(token.kind) || token.text === ')';
}

function startsOperand({ code, word }: Source, at: number): boolean {
  const before = code[at - 1];
  const openers = ['select', 'distinct', 'where', 'and', 'or', 'by', 'on', 'set', 'having', 'when', 'then', 'else'];
  return before?.kind === 'operator' ? !')'.includes(before.text) : openers.includes(word(at - 1));
}

function isCastType({ code }: Source, at: number): boolean {
  return code[at + 1]?.text === ')' && code[at - 1]?.text.toLowerCase() === 'as';
}

function wordAt(code: readonly SqliteToken[], at: number): string {
  const token = code[at];
  return token?.kind === 'word' ? token.text.toLowerCase() : '';
}

/** SQLite folds only the letters A to Z. */
function quoted(name: string): string {
  return `"${foldName(name).replaceAll('"', '""')}"`;
}

/** The form in which two spellings of a name are the same. */
export function foldName(name: string): string {
  return name.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}

function wayBack(
  pieces: readonly { readonly start: number; readonly text: string }[],
  length: number,
): (offset: number) => number {
  return (offset) => {
    let seen = 0;
    for (const piece of pieces) {
      if (offset < seen + piece.text.length) return piece.start;
      seen += piece.text.length;
    }
    return length;
  };
}

import { type Lexis, type ReadToken, unquoted } from './lexis.ts';

/** What is wrong with a statement, and where: an offset in the script. */
export class SyntaxFault extends Error {
  constructor(
    readonly at: number,
    message: string,
  ) {
    super(message);
  }
}

/** A way through the tokens of one statement. */
export interface Cursor {
  readonly lexis: Lexis;
  /** The token so many places ahead. */
  readonly peek: (ahead?: number) => ReadToken | undefined;
  readonly next: () => ReadToken;
  readonly isAtEnd: () => boolean;
  /** These words or signs stand here. */
  readonly sees: (...words: readonly string[]) => boolean;
  /** Takes these words or signs, if they stand here. */
  readonly take: (...words: readonly string[]) => boolean;
  readonly expect: (...words: readonly string[]) => void;
  readonly takeOne: (...choices: readonly string[]) => string | undefined;
  /** A name, quoted or not. */
  readonly name: (what: string) => string;
  /** `server.database.schema.table` -> its parts. */
  readonly path: (what: string) => readonly string[];
  readonly text: (what: string) => string;
  /** What stands in parentheses, as written, and the cursor behind them. */
  readonly parentheses: (what: string) => { readonly sql: string; readonly inner: Cursor };
  /** What was written from a token on to here. */
  readonly since: (start: ReadToken) => string;
  /** Where the next token, or the end, is: for `since`. */
  readonly here: () => ReadToken | undefined;
  readonly skip: (ahead: number) => void;
  readonly fail: (message: string, at?: ReadToken) => never;
}

/** `source` is the statement, `base` where it begins in the script. */
export function cursorOver(
  tokens: readonly ReadToken[],
  source: string,
  base: number,
  lexis: Lexis,
  end?: number,
): Cursor {
  let at = 0;
  const stop = end ?? source.length;
  const peek = (ahead = 0) => tokens[at + ahead];
  const upper = (token: ReadToken | undefined) =>
    token === undefined || token.kind === 'name' || token.kind === 'text' ? undefined : token.text.toUpperCase();
  const sees = (...words: readonly string[]) => words.every((word, ahead) => upper(peek(ahead)) === word);
  const fail = (message: string, token = peek()): never => {
    throw new SyntaxFault(base + (token?.start ?? stop), message);
  };
  const seen = () => {
    const token = peek();
    return token === undefined ? 'the end' : `"${token.text.length > 40 ? `${token.text.slice(0, 40)}…` : token.text}"`;
  };
  const next = () => peek() ?? fail('the statement ends too early');
  const step = () => {
    const token = next();
    at++;
    return token;
  };
  const take = (...words: readonly string[]) => {
    if (!sees(...words)) return false;
    at += words.length;
    return true;
  };
  const name = (what: string) => {
    const token = peek();
    const isName =
      token?.kind === 'word' || token?.kind === 'name' || (token?.kind === 'text' && lexis.texts.includes('"'));
    if (token === undefined || !isName) return fail(`${what} is missing before ${seen()}`);
    at++;
    const plain = unquoted(token, lexis);
    return lexis.fold?.(plain, token.kind !== 'word') ?? plain;
  };
  return {
    lexis,
    peek,
    next: step,
    isAtEnd: () => at >= tokens.length,
    sees,
    take,
    expect: (...words) => {
      if (!take(...words)) fail(`${words.join(' ')} is missing before ${seen()}`);
    },
    takeOne: (...choices) => choices.find((choice) => take(choice)),
    name,
    path: (what) => {
      // A project's name may have dashes in it.
      const part = () => {
        let written = name(what);
        while (lexis.quotedPaths === true && take('-')) written += `-${name(what)}`;
        return written;
      };
      const parts = [part()];
      while (take('.')) parts.push(peek()?.text === '.' ? '' : part());
      return lexis.quotedPaths === true ? parts.flatMap((part) => part.split('.')) : parts;
    },
    text: (what) => {
      const token = peek();
      if (token?.kind !== 'text') return fail(`${what} should be a text in quotes, not ${seen()}`);
      at++;
      return unquoted(token, lexis);
    },
    parentheses: (what) => {
      const open = peek();
      if (open?.text !== '(') return fail(`${what}: a ( is missing before ${seen()}`);
      const first = at + 1;
      let depth = 0;
      for (; at < tokens.length; at++) {
        const sign = tokens[at]?.kind === 'sign' ? tokens[at]?.text : '';
        depth += sign === '(' ? 1 : sign === ')' ? -1 : 0;
        if (depth === 0) break;
      }
      const close = tokens[at];
      if (close === undefined) return fail(`${what}: this ( is never closed`, open);
      const inside = tokens.slice(first, at);
      at++;
      return {
        sql: source.slice(open.end, close.start).trim(),
        inner: cursorOver(inside, source, base, lexis, close.start),
      };
    },
    since: (start) => source.slice(start.start, tokens[at - 1]?.end ?? start.start),
    here: () => peek(),
    skip: (ahead) => {
      at = Math.min(tokens.length, at + ahead);
    },
    fail,
  };
}

/** The parts between the commas of a list, each read by `read`, which must take all of it. */
export function readList<T>(inner: Cursor, what: string, read: (cursor: Cursor) => T): readonly T[] {
  const found: T[] = [];
  do {
    if (inner.isAtEnd())
      inner.fail(
        found.length === 0
          ? `${what}: nothing stands in the parentheses`
          : `${what}: after the last comma something is missing`,
      );
    found.push(read(inner));
  } while (inner.take(','));
  if (!inner.isAtEnd()) inner.fail(`"${inner.peek()?.text}" was not expected here`);
  return found;
}

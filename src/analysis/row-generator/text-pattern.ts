/** Texts that a pattern describes, numbered: different ordinals below `count` give different texts. */
export interface TextPattern {
  readonly count: number;
  readonly nth: (ordinal: number) => string;
  /** Letters of the longest. */
  readonly longest: number;
}

/** More are not counted; every ordinal below still gives a text of its own. */
const mostTexts = 2 ** 50;

/** Longer texts are not made: `((a{255}){255}){255}` would fill the memory. */
const longestText = 5000;

const small = [...'abcdefghijklmnopqrstuvwxyz'];
const digits = [...'0123456789'];
const word = [...small, ...digits];
const printable = Array.from({ length: 95 }, (_, at) => String.fromCharCode(32 + at));

/** A LIKE pattern: `_` gives a letter, `%` a few, as the length asks. */
export function likePattern(pattern: string, minLength = 0, maxLength = 100): TextPattern {
  const wildcards = Math.max(1, pattern.split('%').length - 1);
  const fixed = pattern.length - wildcards;
  const least = Math.max(0, Math.ceil((minLength - fixed) / wildcards));
  const most = Math.max(least, Math.min(least + 6, Math.floor((maxLength - fixed) / wildcards)));
  const parts: TextPattern[] = [];
  for (let at = 0; at < pattern.length; at++) {
    const letter = pattern[at] ?? '';
    if (letter === '\\') parts.push(oneOf([pattern[++at] ?? '']));
    else if (letter === '%') parts.push(repeated(oneOf(word), Math.min(most, Math.max(least, 2)), most));
    else parts.push(oneOf(letter === '_' ? word : [letter]));
  }
  return sequence(parts);
}

/**
 * A regular expression in its common forms: letters, classes, groups, alternatives, `* + ? {n,m}`, anchors at the ends.
 * Undefined for others (look-around, back references). What may repeat for ever does so `spare` times more than it must.
 * https://www.postgresql.org/docs/18/functions-matching.html#FUNCTIONS-POSIX-REGEXP
 */
export function regexPattern(regex: string, spare = 6): TextPattern | undefined {
  const reader: Reader = { text: regex, at: 0, spare };
  try {
    const pattern = alternatives(reader);
    return reader.at < regex.length ? undefined : pattern;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** How far the text has been read. */
interface Reader {
  readonly text: string;
  at: number;
  readonly spare: number;
}

function alternatives(reader: Reader): TextPattern {
  const all = [branch(reader)];
  while (reader.text[reader.at] === '|') {
    reader.at++;
    all.push(branch(reader));
  }
  return eitherOf(all);
}

function branch(reader: Reader): TextPattern {
  const parts: TextPattern[] = [];
  for (;;) {
    const letter = reader.text[reader.at];
    if (letter === undefined || letter === '|' || letter === ')') return sequence(parts);
    const piece = atom(reader);
    if (piece !== undefined) parts.push(quantified(reader, piece));
  }
}

/** Undefined for an anchor, which takes no letter. */
function atom(reader: Reader): TextPattern | undefined {
  const letter = reader.text[reader.at++] ?? '';
  switch (letter) {
    case '^':
    case '$':
      return undefined;
    case '(': {
      if (reader.text.startsWith('?:', reader.at)) reader.at += 2;
      else if (reader.text[reader.at] === '?') throw new RangeError('look-around');
      const inner = alternatives(reader);
      if (reader.text[reader.at++] !== ')') throw new RangeError('open group');
      return inner;
    }
    case '[':
      return oneOf(bracket(reader));
    case '.':
      return oneOf(word);
    case '\\':
      return oneOf(escaped(reader.text[reader.at++] ?? ''));
    case '*':
    case '+':
    case '?':
    case '{':
      throw new RangeError('nothing to repeat');
    default:
      return oneOf([letter]);
  }
}

function escaped(letter: string): readonly string[] {
  if (letter === 'd') return digits;
  if (letter === 'w') return [...word, '_'];
  if (letter === 's') return [' '];
  if (letter === 'D') return small;
  if (letter === 'S') return word;
  if (letter === 'W') return ['-', '.', ' '];
  if (/[A-Za-z0-9]/.test(letter)) throw new RangeError('unknown escape');
  return [letter];
}

const named: Readonly<Record<string, readonly string[]>> = {
  alpha: small,
  lower: small,
  upper: small.map((letter) => letter.toUpperCase()),
  digit: digits,
  alnum: word,
  space: [' '],
  xdigit: [...digits, ...'abcdef'],
  punct: ['-', '.', '_', '!'],
};

function bracket(reader: Reader): readonly string[] {
  const { text } = reader;
  const isNegated = text[reader.at] === '^';
  if (isNegated) reader.at++;
  const letters: string[] = [];
  for (let first = true; ; first = false) {
    const letter = text[reader.at++];
    if (letter === undefined) throw new RangeError('open bracket');
    if (letter === ']' && !first) break;
    const name = letter === '[' ? /^:(\w+):\]/.exec(text.slice(reader.at)) : null;
    if (name) {
      letters.push(...(named[name[1] ?? ''] ?? []));
      reader.at += name[0].length;
    } else if (letter === '\\') letters.push(...escaped(text[reader.at++] ?? ''));
    else if (text[reader.at] === '-' && text[reader.at + 1] !== ']' && text[reader.at + 1] !== undefined) {
      const to = text[reader.at + 1] === '\\' ? (text[++reader.at + 1] ?? '') : (text[reader.at + 1] ?? '');
      reader.at += 2;
      for (let code = letter.charCodeAt(0); code <= to.charCodeAt(0); code++) letters.push(String.fromCharCode(code));
    } else letters.push(letter);
  }
  const chosen = isNegated ? printable.filter((one) => !letters.includes(one)) : [...new Set(letters)];
  if (chosen.length === 0) throw new RangeError('empty bracket');
  // Of everything but a few letters, plain ones are the better choice.
  const plain = isNegated ? chosen.filter((one) => word.includes(one)) : chosen;
  return plain.length > 0 ? plain : chosen;
}

function quantified(reader: Reader, piece: TextPattern): TextPattern {
  const rest = reader.text.slice(reader.at);
  const [all, star, from, comma, to] = /^(?:([*+?])|\{(\d+)(,(\d*))?\})\??/.exec(rest) ?? [];
  if (all === undefined) return piece;
  reader.at += all.length;
  if (star !== undefined) return repeated(piece, star === '+' ? 1 : 0, star === '?' ? 1 : reader.spare + 1);
  const least = Number(from);
  const most = comma === undefined ? least : to === '' ? least + reader.spare : Number(to);
  return quantified(reader, repeated(piece, least, Math.min(most, least + Math.max(reader.spare, 1) * 4)));
}

function oneOf(letters: readonly string[]): TextPattern {
  return { count: letters.length, nth: (ordinal) => letters[ordinal % letters.length] ?? '', longest: 1 };
}

function sequence(parts: readonly TextPattern[]): TextPattern {
  // The last letters change first, as in numbers that are counted.
  const reversed = parts.toReversed();
  return {
    longest: parts.reduce((sum, { longest }) => sum + longest, 0),
    count: parts.reduce((product, { count }) => Math.min(mostTexts, product * count), 1),
    nth: (ordinal) => {
      let rest = ordinal;
      let text = '';
      for (const { count, nth } of reversed) {
        text = nth(rest % count) + text;
        rest = Math.floor(rest / count);
      }
      return text;
    },
  };
}

function repeated(piece: TextPattern, least: number, most: number): TextPattern {
  if (piece.longest * most > longestText) throw new RangeError('too long');
  const lengths = Array.from({ length: Math.max(0, most - least) + 1 }, (_, at) =>
    sequence(Array.from({ length: least + at }, () => piece)),
  );
  return eitherOf(lengths);
}

function eitherOf(all: readonly TextPattern[]): TextPattern {
  const [only] = all;
  if (only !== undefined && all.length === 1) return only;
  return {
    longest: Math.max(0, ...all.map(({ longest }) => longest)),
    count: Math.min(
      mostTexts,
      all.reduce((sum, { count }) => sum + count, 0),
    ),
    nth: (ordinal) => {
      let rest = ordinal;
      for (const { count, nth } of all) {
        if (rest < count) return nth(rest);
        rest -= count;
      }
      return all.at(-1)?.nth(0) ?? '';
    },
  };
}

/** As PostgreSQL would match it, for the forms above; undefined where JavaScript reads the pattern otherwise. */
export function matcher(
  form: 'like' | 'regex',
  pattern: string,
  ignoreCase: boolean,
): ((text: string) => boolean) | undefined {
  const source =
    form === 'like'
      ? likeSource(pattern)
      : pattern
          // `[]a]` holds a bracket in POSIX, and nothing in JavaScript.
          .replace(/(?<!\\)\[(\^?)\](?=[^[]*\])/g, '[$1\\]')
          .replace(/\[:(\w+):\]/g, (_, name) => classes[name] ?? '');
  if (form === 'regex' && /\\[mMyYAZB<>]|^\*\*\*|\(\?[^:]|\[[.=]/.test(pattern)) return undefined;
  try {
    const expression = new RegExp(source, ignoreCase ? 'is' : 's');
    return (text) => expression.test(text);
  } catch {
    return undefined;
  }
}

const classes: Readonly<Record<string, string>> = {
  alpha: 'A-Za-z',
  lower: 'a-z',
  upper: 'A-Z',
  digit: '0-9',
  alnum: 'A-Za-z0-9',
  space: '\\s',
  xdigit: '0-9A-Fa-f',
  punct: '!-\\/:-@\\[-`{-~',
};

function likeSource(pattern: string): string {
  const source = pattern.replace(/\\(.)|[%_]|[.*+?^${}()|[\]\\/]/gs, (letter, kept: string | undefined) => {
    if (kept !== undefined) return kept.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
    if (letter === '%') return '.*';
    return letter === '_' ? '.' : `\\${letter}`;
  });
  return `^${source}$`;
}

/** One term of a condition as EXPLAIN prints it, read as far as an index needs it. */
export interface ConditionTerm {
  /** Without outer parentheses: `lower(email) = 'x'::text`. */
  readonly text: string;
  readonly operator: string | undefined;
  /** The side with the column: bare, below a cast (`(id)::text`), below a function or an expression, or none at all. */
  readonly side: 'column' | 'cast' | 'expression' | 'unknown';
  /** The column, where the side is one or a cast of one; unquoted and without its relation. */
  readonly column: string | undefined;
  /** The type that the column is cast to. */
  readonly cast: string | undefined;
  /** The side itself: `lower(email)`. */
  readonly operand: string | undefined;
  readonly subplan: boolean;
}

/** Operators that an ordered or hash index can search by. */
const searchable = new Set(['=', '<', '>', '<=', '>=']);

/** The terms of a condition that all must hold: `((a = 1) AND (lower(b) = 'x'::text))` has two. */
export function conditionTerms(condition: string | undefined): readonly ConditionTerm[] {
  if (condition === undefined) return [];
  return splitOutside(unwrap(condition), / AND /y).map((text) => readTerm(unwrap(text)));
}

/** True where an index on the bare column would serve. */
export function isIndexable(term: ConditionTerm): boolean {
  return term.side === 'column' && !term.subplan && term.operator !== undefined && searchable.has(term.operator);
}

/** True where only what wraps the column keeps an index from serving. */
export function isWrapped(term: ConditionTerm): boolean {
  if (term.subplan || term.operator === undefined || !searchable.has(term.operator)) return false;
  return term.side === 'expression' || term.side === 'cast';
}

/** `a.id = b.id`: what a hash table or an index can look up. */
export function isColumnEquality({ text }: ConditionTerm): boolean {
  return /^[\w$."]+ = [\w$."]*[a-z_"][\w$."]*$/i.test(text);
}

function readTerm(text: string): ConditionTerm {
  const subplan = /\b(Sub|Init)Plan \d/.test(text);
  const nothing = { text, operator: undefined, side: 'unknown', column: undefined, cast: undefined } as const;
  if (splitOutside(text, / OR /y).length > 1) return { ...nothing, operand: undefined, subplan };
  const sides = splitOutside(text, / (?:=|<>|<=|>=|<|>|!?~~?\*?|@>|<@|&&|@@|\?[|&]?|\|\|) /y);
  const [left, right] = sides;
  if (left === undefined || right === undefined || sides.length !== 2)
    return { ...nothing, operand: undefined, subplan };
  const operator = text.slice(left.length, text.length - right.length).trim();
  const read = [readSide(left), readSide(right)].find(({ side }) => side !== 'unknown');
  return {
    text,
    operator,
    subplan,
    ...(read ?? { side: 'unknown', column: undefined, cast: undefined, operand: undefined }),
  };
}

function readSide(side: string): Pick<ConditionTerm, 'side' | 'column' | 'cast' | 'operand'> {
  const bare = unwrap(side);
  const column = columnName(bare);
  if (column !== undefined) return { side: 'column', column, cast: undefined, operand: bare };
  const cast = /^\((.*)\)::([a-z_ ]+(?:\(\d+(?:,\d+)?\))?(?:\[\])?)$/s.exec(bare);
  const below = cast === null ? undefined : columnName(unwrap(cast[1] ?? ''));
  if (below !== undefined) return { side: 'cast', column: below, cast: cast?.[2], operand: bare };
  return { side: mentionsColumn(bare) ? 'expression' : 'unknown', column: undefined, cast: undefined, operand: bare };
}

/** `email`, `u.email`, `"Order".id` -> the last part without quotes. */
function columnName(text: string): string | undefined {
  const name = /^(?:(?:[a-z_][\w$]*|"(?:[^"]|"")+")\.){0,2}([a-z_][\w$]*|"(?:[^"]|"")+")$/.exec(text)?.[1];
  if (name === undefined || /^(true|false|null|current_\w+|localtime(stamp)?|session_user|user)$/i.test(name))
    return undefined;
  return name.startsWith('"') ? name.slice(1, -1).replaceAll('""', '"') : name;
}

/** A word that is neither a literal nor a type nor a function's name: most likely a column. */
function mentionsColumn(text: string): boolean {
  const rest = text
    .replace(/'(?:[^']|'')*'/g, ' ')
    .replace(/::[a-z_ ]+(?:\(\d+(?:,\d+)?\))?(?:\[\])?/g, ' ')
    .replace(/\bEXTRACT\(\w+ FROM /g, '(')
    .replace(/\b(?:CASE|WHEN|THEN|ELSE|END|AND|OR|NOT|IS|NULL|ARRAY|ANY|ALL|COLLATE|AT TIME ZONE|true|false)\b/g, ' ')
    .replace(/\$\d+/g, ' ');
  return /(?:[a-z_][\w$]*|"[^"]+")(?![\w$"]*\s*\()/.test(rest.replace(/[a-z_][\w$]*\(/g, '('));
}

/** Takes off parentheses that hold the whole text. */
function unwrap(text: string): string {
  let inner = text.trim();
  while (inner.startsWith('(') && closing(inner, 0) === inner.length - 1) inner = inner.slice(1, -1).trim();
  return inner;
}

/** Splits at a separator that stands outside parentheses and quotes. */
function splitOutside(text: string, separator: RegExp): readonly string[] {
  const parts: string[] = [];
  let start = 0;
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (character === '(') at = closing(text, at);
    else if (character === "'" || character === '"') at = closingQuote(text, at);
    else {
      separator.lastIndex = at;
      const length = separator.exec(text)?.[0].length;
      if (length === undefined) continue;
      parts.push(text.slice(start, at));
      start = at + length;
      at = start - 1;
    }
  }
  return [...parts, text.slice(start)];
}

function closing(text: string, open: number): number {
  let depth = 0;
  for (let at = open; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (character === "'" || character === '"') at = closingQuote(text, at);
    else if (character === '(') depth += 1;
    else if (character === ')') {
      depth -= 1;
      if (depth === 0) return at;
    }
  }
  return text.length;
}

function closingQuote(text: string, open: number): number {
  const close = text.indexOf(text.charAt(open), open + 1);
  return close < 0 ? text.length : close;
}

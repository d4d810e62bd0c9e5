import { bareStatement } from './bare-statement.ts';

/** ADD COLUMN without the constraint that stood behind the column, and that constraint by itself. */
interface InlineConstraint {
  readonly statement: string;
  readonly name: string | undefined;
  /** `CHECK (price >= 0)`, `REFERENCES app.users (id) ON DELETE CASCADE`, `UNIQUE`. */
  readonly definition: string;
}

const named = '(?:\\s+CONSTRAINT\\s+("(?:[^"]|"")+"|[\\w$]+))?';
const place = '(?:"(?:[^"]|"")+"|[\\w$]+)(?:\\s*\\.\\s*(?:"(?:[^"]|"")+"|[\\w$]+))?';
const actions = '(?:CASCADE|RESTRICT|NO\\s+ACTION|SET\\s+(?:NULL|DEFAULT))';
const forms = {
  unique: new RegExp(`${named}\\s+(UNIQUE)\\b`, 'i'),
  check: new RegExp(`${named}\\s+(CHECK\\s*\\()`, 'i'),
  'foreign-key': new RegExp(
    `${named}\\s+(REFERENCES\\s+${place}(?:\\s*\\([^)]*\\))?(?:\\s+ON\\s+(?:DELETE|UPDATE)\\s+${actions})*)`,
    'i',
  ),
} as const;

/** undefined: it does not stand there plainly. */
export function inlineConstraint(statement: string, kind: keyof typeof forms): InlineConstraint | undefined {
  const bare = bareStatement(statement);
  const match = forms[kind].exec(bare);
  const [whole, name, words] = match ?? [];
  if (match === null || whole === undefined || words === undefined) return undefined;
  const start = match.index;
  const end = kind === 'check' ? closing(bare, start + whole.length) : start + whole.length;
  if (end === undefined) return undefined;
  const definition = words + bare.slice(start + whole.length, end);
  return {
    statement: bare.slice(0, start) + bare.slice(end),
    name: name?.startsWith('"') ? name.slice(1, -1).replaceAll('""', '"') : name,
    definition,
  };
}

/** Behind the parenthesis that closes the one before `from`; texts in quotes are passed over. */
function closing(text: string, from: number): number | undefined {
  let depth = 1;
  let quote: string | undefined;
  for (let at = from; at < text.length; at += 1) {
    const sign = text[at];
    if (quote !== undefined) {
      if (sign === quote) quote = undefined;
    } else if (sign === "'" || sign === '"') quote = sign;
    else if (sign === '(') depth += 1;
    else if (sign === ')' && --depth === 0) return at + 1;
  }
  return undefined;
}

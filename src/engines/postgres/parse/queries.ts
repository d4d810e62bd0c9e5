import type { LoggedStatement } from '#vocabulary/logged-statement.ts';
import { scan, type Token } from './scan.ts';

/** `-- request …`, `-- ===`, a block comment that begins with `request`: what follows is another request. */
const parting = /^(?:--\s*(?:request\b|[-=]{3,})|\/\*\s*request\b)/i;

/**
 * A file of SQL as the statements that run one after the other. All of it is one session, unless comments part it:
 * each `-- request …` or `-- ---` begins another. Lines of psql (`\timing`) are passed over.
 * Errors: invalid, where a quote or a comment is never closed.
 */
export function parseQueries(text: string): readonly LoggedStatement[] {
  const sql = text.replace(/^\\.*$/gm, '');
  const statements: LoggedStatement[] = [];
  let part = 1;
  let first: Token | undefined;
  let last: Token | undefined;
  let lines = 1;
  let counted = 0;
  const lineOf = (offset: number) => {
    for (; counted < offset; counted += 1) if (sql.charCodeAt(counted) === 10) lines += 1;
    return lines;
  };
  const end = () => {
    if (first !== undefined && last !== undefined) {
      const line = lineOf(first.start);
      statements.push({ kind: 'statement', text: sql.slice(first.start, last.end), session: String(part), line });
    }
    first = undefined;
    last = undefined;
  };
  for (const token of scan(sql)) {
    if (token.kind === 'comment') {
      if (!parting.test(token.text)) continue;
      end();
      if (statements.length > 0) part += 1;
    } else if (token.text === ';') {
      end();
    } else {
      first ??= token;
      last = token;
    }
  }
  end();
  return statements;
}

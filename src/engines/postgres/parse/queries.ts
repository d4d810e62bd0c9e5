import type { LoggedStatement } from '#vocabulary/logged-statement.ts';
import { scan, type Token } from './scan.ts';

/** `-- request …`, `-- ===`, a block comment that begins with `request`: what follows is another request. */
const parting = /^(?:--\s*(?:request\b|[-=]{3,})|\/\*\s*request\b)/i;

/** `-- dbwright: weight 10`, `-- dbwright: calls 1200`: how often the next statement is run. */
const weighing = /^(?:--|\/\*)\s*dbwright:\s*(?:weight|calls)\s+(\d+(?:\.\d+)?)\s*(?:\*\/)?\s*$/i;

/**
 * A file of SQL as the statements that run one after the other. All of it is one session, unless comments part it:
 * each `-- request …` or `-- ---` begins another. `-- dbwright: weight 10` in front of a statement says how often it is
 * run beside the others. Lines of psql (`\timing`) are passed over.
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
  let calls: number | undefined;
  const lineOf = (offset: number) => {
    for (; counted < offset; counted += 1) if (sql.charCodeAt(counted) === 10) lines += 1;
    return lines;
  };
  const end = () => {
    if (first !== undefined && last !== undefined) {
      const line = lineOf(first.start);
      const text = sql.slice(first.start, last.end);
      statements.push({
        kind: 'statement',
        text,
        session: String(part),
        ...(calls === undefined ? {} : { calls }),
        line,
      });
      calls = undefined;
    }
    first = undefined;
    last = undefined;
  };
  for (const token of scan(sql)) {
    if (token.kind === 'comment') {
      const weight = Number(weighing.exec(token.text)?.[1]);
      if (weight > 0) calls = weight;
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

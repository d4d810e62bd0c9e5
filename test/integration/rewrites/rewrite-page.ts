import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { filesBelow } from '../../source-files.ts';

/** The examples of a rewrite's page: its tests. */
export interface RewritePage {
  readonly id: string;
  readonly path: string;
  readonly text: string;
  /** Makes the tables, with NULLs and duplicates. */
  readonly setup: string;
  /** Each `sql before` with the `sql after` behind it. */
  readonly pairs: readonly { readonly before: string; readonly after: string }[];
  /** Look alike; a precondition fails. */
  readonly silent: readonly string[];
}

export function rewritePages(folder: string): readonly RewritePage[] {
  return filesBelow(folder, /\.md$/).map(readRewritePage);
}

function readRewritePage(path: string): RewritePage {
  const text = readFileSync(path, 'utf8');
  const bodies = (use: string) =>
    [...text.matchAll(/^```sql (\w+)\n([\s\S]*?)^```$/gm)]
      .filter((match) => match[1] === use)
      .map((match) => match[2]!);
  const before = bodies('before').flatMap(statements);
  const after = bodies('after').flatMap(statements);
  const setup = bodies('setup');
  if (setup.length !== 1 || before.length === 0 || before.length !== after.length) {
    throw new Error(`${path} needs one block "sql setup" and as many "sql before" as "sql after".`);
  }
  return {
    id: basename(path, '.md'),
    path,
    text,
    setup: setup[0]!,
    pairs: before.map((statement, at) => ({ before: statement, after: after[at]! })),
    silent: bodies('silent').flatMap(statements),
  };
}

/** Each statement ends with a semicolon at the end of a line. */
function statements(body: string): readonly string[] {
  return body
    .split(/;[ \t]*$/m)
    .map((text) => text.trim())
    .filter((text) => text !== '');
}

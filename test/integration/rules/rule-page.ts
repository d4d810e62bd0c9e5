import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { filesBelow } from '../../source-files.ts';

/** The examples of a rule's page: its tests. */
export interface RulePage {
  readonly id: string;
  readonly path: string;
  /** Statements that make the tables. */
  readonly setup: readonly string[];
  /** Settings (or PREPARE), then the query (or EXECUTE) that shows the fault. */
  readonly fires: readonly string[];
  /** `sql fires cold`: the fault shows in the first run only. */
  readonly cold: boolean;
  /** What another session holds open in a transaction while a query of the page runs, for a short time. */
  readonly meanwhile: readonly string[];
  /** EXPLAIN's JSON, where the test server cannot show the fault itself (a build without JIT). */
  readonly recorded: unknown;
  /** Look alike and are no fault. */
  readonly silent: readonly (readonly string[])[];
  /** What the rule proposes, in SQL. */
  readonly remedy: readonly string[] | undefined;
  /** The query as the advice would have it. */
  readonly rewrite: readonly string[] | undefined;
  /** Why no statement can be given. */
  readonly advice: string | undefined;
}

export function rulePages(folder: string): readonly RulePage[] {
  return filesBelow(folder, /\.md$/).map(readRulePage);
}

function readRulePage(path: string): RulePage {
  const text = readFileSync(path, 'utf8');
  const blocks = [...text.matchAll(/^```(\w+) (\w+)( cold)?\n([\s\S]*?)^```$/gm)].map(
    ([, language, use, cold, body = '']) => ({
      kind: `${language} ${use}`,
      cold: cold !== undefined,
      body,
    }),
  );
  const bodies = (kind: string) => blocks.filter((block) => block.kind === kind).map(({ body }) => body);
  const one = (kind: string): string | undefined => {
    const found = bodies(kind);
    if (found.length > 1) throw new Error(`${path} has ${found.length} blocks "${kind}", not one.`);
    return found[0];
  };
  const some = (kind: string): readonly string[] => {
    const found = bodies(kind);
    if (found.length === 0) throw new Error(`${path} has no block "${kind}".`);
    return found;
  };
  const needed = (kind: string): string => {
    some(kind);
    return one(kind) ?? '';
  };
  const recorded = one('json recorded');
  const optional = (kind: string) => {
    const body = one(kind);
    return body === undefined ? undefined : statements(body);
  };
  return {
    id: basename(path, '.md'),
    path,
    setup: statements(needed('sql setup')),
    fires: statements(needed('sql fires')),
    recorded: recorded === undefined ? undefined : JSON.parse(recorded),
    cold: blocks.some(({ kind, cold }) => kind === 'sql fires' && cold),
    meanwhile: optional('sql meanwhile') ?? [],
    silent: some('sql silent').map(statements),
    remedy: optional('sql remedy'),
    rewrite: optional('sql rewrite'),
    advice: one('text remedy')
      ?.replace(/^advice: /, '')
      .trim(),
  };
}

/** Each statement ends with a semicolon at the end of a line. */
function statements(body: string): readonly string[] {
  return body
    .split(/;[ \t]*$/m)
    .map((text) => text.trim())
    .filter((text) => text !== '');
}

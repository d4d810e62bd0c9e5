import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { filesBelow } from '../../source-files.ts';

/*
 * What a page may hold, each in a fence of its own (```sql fires):
 *
 * - `sql setup`: makes the tables.
 * - `sql fires`: shows the fault. For a rule about a plan the last statement is the one that is explained; for a rule about
 *   what a server counts (`load`, `workload`, `usage`, `counters`) all are run, from counters that begin at zero.
 *   `sql fires cold`: the fault shows in the first run of a plan only. `sql fires traced`: what is run is read as a file of
 *   SQL as well, so that its order is known (`load.repeats`); the page's other examples are then too.
 * - `facts fires`, in JSON: recorded facts, where a server cannot easily be brought into that state (say so on the page).
 *   On a page without SQL they are all that is known. Beside `sql fires` they are laid over what was gathered: objects are
 *   merged, lists replaced, but an entry with `where` is merged into those of the list that have these values:
 *   `{ "usage": { "nodes": [{ "where": {}, "since": "2026-01-01T00:00:00Z" }] } }`.
 * - `json recorded`: EXPLAIN's JSON, where the server cannot show such a plan (a build without JIT).
 * - `sql meanwhile`: what another session holds open in a transaction while the query of a plan runs.
 * - `sql silent`, as many as there are decoys: look alike and are no fault. `facts silent`: a decoy of recorded facts,
 *   alone or laid over those of the tables.
 * - One remedy of `sql remedy` (what the rule proposes: carried out for real, and the example is silent then; ALTER SYSTEM is
 *   taken as done in `settings`), `sql rewrite` (what is run instead, as the advice would have it) and `text remedy` (advice
 *   only, and why).
 *
 * A page without `sql setup` is of a rule about what a schema is: each of its examples is a database of its own, made by its
 * statements (`facts silent`: that of the example that fires, with the facts laid over).
 *
 * A statement ends with a semicolon at the end of a line. After a line `-- 60 times` it is run so often, with 1 … 60 for `:n`.
 */

/** The examples of a rule's page: its tests. */
export interface RulePage {
  readonly id: string;
  readonly path: string;
  /** Without them the recorded facts are all that is known. */
  readonly hasTables: boolean;
  /** Each example makes the tables that it is about. */
  readonly isAboutSchema: boolean;
  /** Statements that make the tables. */
  readonly setup: readonly string[];
  /** Settings (or PREPARE), then the query (or EXECUTE) that shows the fault. */
  readonly fires: readonly string[];
  /** `sql fires cold`: the fault shows in the first run only. */
  readonly cold: boolean;
  /** `sql fires traced`: the order of what is run is known. */
  readonly traced: boolean;
  /** What another session holds open in a transaction while a query of the page runs, for a short time. */
  readonly meanwhile: readonly string[];
  /** EXPLAIN's JSON, where the test server cannot show the fault itself (a build without JIT). */
  readonly recorded: unknown;
  /** Laid over the facts of the example that fires. */
  readonly facts: unknown;
  /** Look alike and are no fault. */
  readonly silent: readonly Decoy[];
  /** What the rule proposes, in SQL. */
  readonly remedy: readonly string[] | undefined;
  /** The query as the advice would have it. */
  readonly rewrite: readonly string[] | undefined;
  /** Why no statement can be given. */
  readonly advice: string | undefined;
}

/** Statements that are run, or facts laid over those of the page's tables. */
export interface Decoy {
  readonly statements: readonly string[];
  readonly facts?: unknown;
}

export function rulePages(folder: string, isMeant: (path: string) => boolean): readonly RulePage[] {
  return filesBelow(folder, /\.md$/).filter(isMeant).map(readRulePage);
}

function readRulePage(path: string): RulePage {
  const text = readFileSync(path, 'utf8');
  const blocks = [...text.matchAll(/^```(\w+) (\w+)(?: (cold|traced))?\n([\s\S]*?)^```$/gm)].map(
    ([, language, use, how, body = '']) => ({
      kind: `${language} ${use}`,
      how,
      body,
    }),
  );
  const bodies = (kind: string) => blocks.filter((block) => block.kind === kind).map(({ body }) => body);
  const one = (kind: string): string | undefined => {
    const found = bodies(kind);
    if (found.length > 1) throw new Error(`${path} has ${found.length} blocks "${kind}", not one.`);
    return found[0];
  };
  /** At least one of these blocks must be there. */
  const mustHave = (...kinds: readonly string[]): void => {
    if (kinds.every((kind) => bodies(kind).length === 0))
      throw new Error(`${path} has no block "${kinds.join('" or "')}".`);
  };
  const json = (body: string | undefined): unknown => (body === undefined ? undefined : JSON.parse(body));
  mustHave('sql fires', 'facts fires');
  mustHave('sql silent', 'facts silent');
  const fires = (how: string) => blocks.some((block) => block.kind === 'sql fires' && block.how === how);
  const optional = (kind: string) => {
    const body = one(kind);
    return body === undefined ? undefined : statements(body);
  };
  return {
    id: basename(path, '.md'),
    path,
    hasTables: bodies('sql setup').length + bodies('sql fires').length > 0,
    isAboutSchema: bodies('sql setup').length === 0 && bodies('sql fires').length > 0,
    setup: optional('sql setup') ?? [],
    fires: optional('sql fires') ?? [],
    recorded: json(one('json recorded')),
    facts: json(one('facts fires')),
    cold: fires('cold'),
    traced: fires('traced'),
    meanwhile: optional('sql meanwhile') ?? [],
    silent: [
      ...bodies('sql silent').map((body) => ({ statements: statements(body) })),
      ...bodies('facts silent').map((body) => ({ statements: [], facts: json(body) })),
    ],
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
    .filter((text) => text !== '')
    .flatMap(repeated);
}

function repeated(text: string): readonly string[] {
  const [all, times] = /^-- (\d+) times\n/.exec(text) ?? [];
  if (all === undefined) return [text];
  const once = text.slice(all.length);
  return Array.from({ length: Number(times) }, (_, at) => once.replaceAll(':n', String(at + 1)));
}

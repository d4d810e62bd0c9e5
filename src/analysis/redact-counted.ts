import type { Counters } from '#vocabulary/counters.ts';
import type { DatabaseExport } from '#vocabulary/database-export.ts';
import type { Usage } from '#vocabulary/usage.ts';
import type { Workload } from '#vocabulary/workload.ts';

export type Counted = Pick<DatabaseExport, 'workload' | 'usage' | 'counters'>;

/** SQL with every literal replaced by `?`: the engine's own scanner. */
export type RedactSql = (sql: string) => string;

/**
 * The server takes the values out of the queries that it counts, but not out of other statements: `ALTER ROLE app
 * PASSWORD 'x'` is kept as it was typed. Those lose their literals, whether or not the user wants values kept.
 * https://www.postgresql.org/docs/18/pgstatstatements.html
 */
export function withoutTypedValues(workload: Workload, redactSql: RedactSql): Workload {
  return {
    ...workload,
    statements: workload.statements.map((statement) =>
      isNormalized(statement.text) ? statement : { ...statement, text: redactSql(statement.text) },
    ),
  };
}

function isNormalized(text: string): boolean {
  return /^\s*(?:\(|(?:select|insert|update|delete|merge|with|values|table)\b)/i.test(text);
}

/** Takes literals, comments and the names of logins and servers out of what a server counted. */
export function redactCounted(counted: Counted, role: string, redactSql: RedactSql): Counted {
  const { workload, usage, counters } = counted;
  const users = pseudonyms([...(workload?.statements ?? []).flatMap(({ user }) => user ?? [])], 'user');
  const nodes = pseudonyms(
    (usage?.nodes ?? []).map(({ node }) => node),
    'node',
  );
  const clean = (sentence: string) => withoutNames(sentence, new Map([[role, 'redacted'], ...users, ...nodes]));
  return {
    ...(workload === undefined ? {} : { workload: redactWorkload(workload, users, clean, redactSql) }),
    ...(usage === undefined ? {} : { usage: redactUsage(usage, nodes, clean) }),
    ...(counters === undefined ? {} : { counters: redactCounters(counters, clean) }),
  };
}

function redactWorkload(
  workload: Workload,
  users: ReadonlyMap<string, string>,
  clean: (sentence: string) => string,
  redactSql: RedactSql,
): Workload {
  return {
    ...workload,
    statements: workload.statements.map((statement) => {
      const text = redactSql(statement.text);
      return {
        ...statement,
        // GRANT … TO anna; in a query the same word is the name of a table.
        text: isNormalized(text) ? text : clean(text),
        ...(statement.user === undefined ? {} : { user: users.get(statement.user) ?? 'user' }),
      };
    }),
    unread: workload.unread.map(clean),
  };
}

function redactUsage(usage: Usage, nodes: ReadonlyMap<string, string>, clean: (sentence: string) => string): Usage {
  return {
    ...usage,
    nodes: usage.nodes.map((one) => ({ ...one, node: nodes.get(one.node) ?? 'node' })),
    unread: usage.unread.map(clean),
  };
}

function redactCounters(counters: Counters, clean: (sentence: string) => string): Counters {
  return { ...counters, unread: counters.unread.map(clean) };
}

/** `user_1`, `user_2` … in the order in which they come. */
function pseudonyms(names: readonly string[], word: string): ReadonlyMap<string, string> {
  return new Map([...new Set(names)].map((name, at) => [name, `${word}_${at + 1}`]));
}

/** Longer names first: one may be a part of another. */
function withoutNames(sentence: string, names: ReadonlyMap<string, string>): string {
  const known = [...names.keys()].filter((name) => name !== '').sort((one, other) => other.length - one.length);
  if (known.length === 0) return sentence;
  const any = known.map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|');
  return sentence.replace(new RegExp(`(?<![\\w.])(?:${any})(?!\\w)`, 'g'), (name) => names.get(name) ?? name);
}

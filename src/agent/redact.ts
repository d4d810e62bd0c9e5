import type { Report } from '#vocabulary/report.ts';

/** Fields whose whole value is SQL or a plan's condition. */
const sqlFields = new Set([
  ...['text', 'query', 'optimized_query', 'definition', 'predicate', 'expression', 'value', 'code'],
  ...['done', 'underway', 'broken', 'repair', 'undo'],
  ...['filter', 'index', 'recheck', 'hash', 'merge', 'join', 'oneTime', 'tid', 'order', 'run', 'cacheKey'],
  ...['output', 'sortKey', 'groupKey', 'presortedKey', 'default', 'generated'],
]);

/** Queries of an engine's own, whose strings are names of the catalog: no literal of the user's. */
const checks = new Set(['done', 'underway', 'broken']);

/**
 * Takes literals out of a whole report: fields that are SQL go through the engine's own scanner; in sentences each
 * literal of the statement and of the plan is replaced wherever it stands. `given` are the statement and the values
 * that the user gave for its parameters.
 */
export function redact(
  report: Report,
  engineRedact: (sql: string) => string,
  given: { readonly query: string | undefined; readonly parameters: Readonly<Record<string, string>> },
): Report {
  const found = new Set<string>([...Object.values(given.parameters), ...numbersOf(given.query ?? '')]);
  const collect = (sql: string) => {
    for (const literal of stringsOf(sql)) found.add(literal);
  };
  collect(given.query ?? '');
  walk(report, (text, isSql, field) => {
    if (isSql && !checks.has(field)) collect(text);
    return text;
  });
  const literals = [...found].filter((literal) => literal !== '').sort((a, b) => b.length - a.length);
  const clean = walk(report, (text, isSql) =>
    withoutNames(isSql && looksLikeSql(text) ? engineRedact(text) : redactSentence(text, literals), literals),
  );
  return clean as Report;
}

/** The strings in a piece of SQL, without their quotes. */
function stringsOf(sql: string): readonly string[] {
  const strings = /\be'((?:[^'\\]|''|\\[\s\S])*)'|'((?:[^']|'')*)'|\$(\w*)\$([\s\S]*?)\$\3\$/gi;
  return [...sql.matchAll(strings)].flatMap(([, escaped, plain, , dollar]) => {
    if (escaped === undefined) return [plain?.replaceAll("''", "'") ?? dollar ?? ''];
    // The plan shows it without the escapes, the statement with them.
    return [escaped, escaped.replaceAll("''", "'").replace(/\\([\s\S])/g, '$1')];
  });
}

/** Numbers of one or two digits are left to the places where they are compared: everything else is full of such. */
function numbersOf(sql: string): readonly string[] {
  return sql.match(/(?<![\w$.])\d[\d_.]*(?:e[+-]?\d+)?/gi)?.filter((number) => number.length > 2) ?? [];
}

/** Index names and the like are fields of the same names; they hold no literal. */
function looksLikeSql(text: string): boolean {
  return /['=<>(\s$]/.test(text);
}

function redactSentence(text: string, literals: readonly string[]): string {
  let clean = text;
  for (const literal of literals) {
    clean = clean.replaceAll(`'${literal.replaceAll("'", "''")}'`, '?');
    // As a word: the value 'or' is not taken out of "orders".
    if (literal.length > 2) clean = clean.replace(asWord(literal), '?');
  }
  // A number after a comparison or in a list is a literal; other numbers are figures of ours.
  return clean
    .replace(/((?:=|<>|<=|>=|<|>|!=|~~)\s*(?:ANY \()?)'?-?\d[\d.eE+-]*'?/g, '$1?')
    .replace(/\b(in|any)\s*\([-\d'][^()]*\)/gi, '$1 (?)')
    .replace(/\b(between|limit|offset)\s+-?\d[\d.]*(\s+and\s+-?\d[\d.]*)?/gi, '$1 ?');
}

function asWord(literal: string): RegExp {
  const escaped = literal.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`${/^\w/.test(literal) ? '(?<!\\w)' : ''}${escaped}${/\w$/.test(literal) ? '(?!\\w)' : ''}`, 'g');
}

/** The name of a proposed index tells its condition: `idx_orders_user_id_where_status_open`. */
function withoutNames(text: string, literals: readonly string[]): string {
  return text.replace(/\bidx_\w+/g, (name) => {
    const short = name.replace(/_where_\w+$/, '_where_redacted');
    return literals.reduce((left, literal) => {
      const slug = literal
        .toLowerCase()
        .replace(/[^a-z0-9_]+/g, '_')
        .replace(/^_+|_+$/g, '');
      return slug === '' ? left : left.replace(new RegExp(`_${slug}(?=_|$)`, 'g'), '_redacted');
    }, short);
  });
}

/** Every text of a value, with whether it is SQL by the field that it stands in. */
function walk(
  value: unknown,
  change: (text: string, isSql: boolean, field: string) => string,
  isSql = false,
  field = '',
): unknown {
  if (typeof value === 'string') return change(value, isSql, field);
  if (Array.isArray(value)) return value.map((item) => walk(item, change, isSql, field));
  if (value === null || typeof value !== 'object') return value;
  // Only a rewritten query goes from SQL to SQL; a plan comes from a server.
  const isRewrite = 'kind' in value && value.kind === 'rewrite-query';
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      change(key, false, ''),
      walk(item, change, sqlFields.has(key) || (isRewrite && (key === 'from' || key === 'to')), key),
    ]),
  );
}

import type { Report } from '#vocabulary/report.ts';

/** Fields whose whole value is SQL or a plan's condition. */
const sqlFields = new Set([
  'text',
  'query',
  'optimized_query',
  'definition',
  'predicate',
  'expression',
  'value',
  'from',
  'to',
  'done',
  'underway',
  'broken',
  'repair',
  'undo',
  'filter',
  'index',
  'recheck',
  'hash',
  'merge',
  'join',
  'oneTime',
  'tid',
  'order',
  'run',
  'cacheKey',
  'output',
  'sortKey',
  'groupKey',
  'presortedKey',
  'default',
  'generated',
]);

/**
 * Takes literals out of a whole report: fields that are SQL go through the engine's own scanner; in sentences each
 * literal of the statement and of the plan is replaced wherever it stands. `literals` are the values that the user
 * gave for parameters, and the statement itself.
 */
export function redact(
  report: Report,
  engineRedact: (sql: string) => string,
  given: { readonly query: string | undefined; readonly parameters: Readonly<Record<string, string>> },
): Report {
  const literals = new Set<string>(Object.values(given.parameters));
  const collect = (sql: string) => {
    for (const literal of literalsOf(sql)) literals.add(literal);
  };
  if (given.query !== undefined) collect(given.query);
  walk(report, (text, field) => {
    if (sqlFields.has(field)) collect(text);
    return text;
  });
  const quoted = [...literals].filter((literal) => literal !== '').sort((a, b) => b.length - a.length);
  const clean = walk(report, (text, field) =>
    sqlFields.has(field) && looksLikeSql(text) ? engineRedact(text) : redactSentence(text, quoted),
  );
  return clean as Report;
}

/** The quoted strings in a piece of SQL, without their quotes. */
function literalsOf(sql: string): readonly string[] {
  return [...sql.matchAll(/'((?:[^']|'')*)'/g)].map(([, inner = '']) => inner.replaceAll("''", "'"));
}

/** Index names and the like are fields of the same names; they hold no literal. */
function looksLikeSql(text: string): boolean {
  return /['=<>(\s$]/.test(text);
}

function redactSentence(text: string, literals: readonly string[]): string {
  let clean = text;
  for (const literal of literals) {
    clean = clean.replaceAll(`'${literal.replaceAll("'", "''")}'`, '?');
    if (literal.length > 2) clean = clean.replaceAll(literal, '?');
  }
  // A number after a comparison is a literal; other numbers are figures of ours.
  return clean.replace(/((?:=|<>|<=|>=|<|>|!=|~~)\s*(?:ANY \()?)'?-?\d[\d.eE+-]*'?/g, '$1?');
}

function walk(value: unknown, change: (text: string, field: string) => string, field = ''): unknown {
  if (typeof value === 'string') return change(value, field);
  if (Array.isArray(value)) return value.map((item) => walk(item, change, field));
  if (value !== null && typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, walk(item, change, key)]));
  }
  return value;
}

import { standIns } from './translate.ts';

/** SQL that was printed from a translated statement, in SQLite's words again. */
export function spellBack(sql: string): string {
  return spellCasts(replaceOutside(sql, operators));
}

const operators: readonly (readonly [from: string, to: string])[] = [
  [standIns.notRegexp, 'NOT REGEXP'],
  [standIns.notMatch, 'NOT MATCH'],
  [standIns.notGlob, 'NOT GLOB'],
  [standIns.regexp, 'REGEXP'],
  [standIns.match, 'MATCH'],
  [standIns.glob, 'GLOB'],
  ['IS NOT DISTINCT FROM', 'IS'],
  ['IS DISTINCT FROM', 'IS NOT'],
];

/** Strings and quoted names stay as they are. */
function replaceOutside(sql: string, replacements: readonly (readonly [string, string])[]): string {
  return sql
    .split(/('(?:[^']|'')*'|"(?:[^"]|"")*")/)
    .map((part, at) =>
      at % 2 === 1 ? part : replacements.reduce((text, [from, to]) => text.replaceAll(from, to), part),
    )
    .join('');
}

/** `sqlite_cast(a, 'TEXT')` -> `CAST(a AS TEXT)`, innermost first. */
function spellCasts(sql: string): string {
  const start = sql.lastIndexOf(`${standIns.cast}(`);
  if (start < 0) return sql;
  const open = start + standIns.cast.length;
  const close = closing(sql, open);
  const inner = sql.slice(open + 1, close);
  const type = /, '((?:[^']|'')*)'$/.exec(inner);
  if (type === null) return sql;
  const cast = `CAST(${inner.slice(0, type.index)} AS ${(type[1] ?? '').replaceAll("''", "'")})`;
  return spellCasts(sql.slice(0, start) + cast + sql.slice(close + 1));
}

function closing(sql: string, open: number): number {
  let depth = 0;
  for (const match of sql.slice(open).matchAll(/'(?:[^']|'')*'|"(?:[^"]|"")*"|[()]/g)) {
    if (match[0] === '(') depth++;
    if (match[0] === ')') depth--;
    if (depth === 0) return open + match.index;
  }
  return sql.length;
}

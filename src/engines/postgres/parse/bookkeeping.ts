import { type Token, tryScan } from './scan.ts';

/**
 * Statements that are not the work of a database: `session` for transaction control, settings, cursors, pings and EXPLAIN,
 * `catalog` for reading the system catalogs alone. Our own statements are among them, and those of other tools.
 */
export function bookkeeping(text: string): 'session' | 'catalog' | undefined {
  const start = /^[\s(]*([a-z]+)/i.exec(text)?.[1]?.toLowerCase() ?? '';
  if (sessionWords.has(start)) return 'session';
  if (!/^(?:select|with|values|table)$/.test(start)) return undefined;
  // Constants alone: how pools ask whether a connection lives.
  if (start === 'select' && !/\(|\b(?:from|into)\b/i.test(text)) return 'session';
  // Reading the rest costs more, and nearly every statement of an application ends here.
  if (!/\bpg_|\binformation_schema\b/i.test(text)) return undefined;
  const tokens = (tryScan(text) ?? []).filter((token) => token.kind !== 'comment');
  return readsCatalogsOnly(tokens) ? 'catalog' : undefined;
}

const sessionWords: ReadonlySet<string> = new Set(
  (
    'begin start commit end rollback abort savepoint release set reset show discard deallocate explain fetch move close ' +
    'listen unlisten checkpoint'
  ).split(' '),
);

function readsCatalogsOnly(tokens: readonly Token[]): boolean {
  const word = (at: number) => tokens[at]?.text.toLowerCase() ?? '';
  const named = new Set(tokens.flatMap((_, at) => (isNamedQuery(word, at) ? [word(at)] : [])));
  let catalogs = 0;
  for (const at of tokens.keys()) {
    if (word(at) === 'pg_catalog' && word(at + 1) === '.') catalogs += 1;
    if (!/^(?:from|join)$/.test(word(at)) || word(at - 1) === 'distinct') continue;
    const next = /^(?:lateral|only)$/.test(word(at + 1)) ? at + 2 : at + 1;
    // The extension may be in any schema.
    const first = word(next + 1) === '.' && /^pg_stat_/.test(word(next + 2)) ? next + 2 : next;
    if (word(first) === '(' || word(first) === 'pg_catalog' || tokens[first]?.kind === 'parameter') continue;
    if (word(first) === 'information_schema' || /^pg_/.test(word(first))) catalogs += 1;
    else if (!named.has(word(first)) && word(first + 1) !== '(') return false;
  }
  return catalogs > 0;
}

/** `name AS (` or `name AS MATERIALIZED (` of a WITH. */
function isNamedQuery(word: (at: number) => string, at: number): boolean {
  if (word(at + 1) !== 'as') return false;
  const materialized = word(at + 2) === 'not' ? 4 : word(at + 2) === 'materialized' ? 3 : 2;
  return word(at + materialized) === '(';
}

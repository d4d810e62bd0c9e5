import type { Execution } from '#vocabulary/traced-statement.ts';

/** A value of a statement and what it does there: `id = 5` equal, `id > 5` range, `IN (5, 6)` list. */
export interface StatementValue {
  readonly value: string | null;
  readonly role: 'equal' | 'range' | 'list' | 'offset' | 'limit' | 'other';
}

const token =
  /--[^\n]*|\/\*[\s\S]*?\*\/|(?:\b[ebxn])?'(?:[^'\\]|''|\\[\s\S])*'|"(?:[^"]|"")*"|\$(\w*)\$[\s\S]*?\$\1\$|\$\d+|(?<![\w$])\d+(?:\.\d+)?(?:e[+-]?\d+)?|[\p{L}_][\p{L}\p{N}_$]*|[<>=!~]+|[(),;[\]]|::/giu;

/**
 * The values of an execution in the order of its text, parameters looked up. Of a text that differs in its values only
 * there are the same values at the same places, but for lists.
 */
export function statementValues({ text, parameters }: Execution): readonly StatementValue[] {
  const tokens = [...text.matchAll(token)].map(([found]) => found).filter((found) => !/^(?:--|\/\*)/.test(found));
  const values: StatementValue[] = [];
  const groups: Group[] = [];
  for (const [at, word] of tokens.entries()) {
    const before = tokens[at - 1]?.toLowerCase() ?? '';
    if (word === '(' || word === '[') groups.push(groupOf(tokens, at));
    else if (word === ')' || word === ']') groups.pop();
    else if (isValue(word)) {
      // `'5'::int` and `numeric(12, 2)` of a cast are no values of their own.
      if (groups.at(-1)?.isType === true) continue;
      const value = word.startsWith('$') && /^\$\d+$/.test(word) ? parameter(parameters, word) : word;
      const role = /^[(,[]$/.test(before)
        ? (groups.at(-1)?.role ?? 'other')
        : (roleAfter(before) ?? roleBefore(tokens, at));
      values.push({ value, role: role === 'list' && !isList(word, value, tokens, at) ? 'equal' : role });
    }
  }
  const ranged = new Set(values.flatMap(({ role, value }) => (role === 'range' ? [value] : [])));
  // A page is read behind a row: `created < $1 OR (created = $1 AND id < $2)`.
  return values.map((one) => (one.role === 'equal' && ranged.has(one.value) ? { ...one, role: 'range' } : one));
}

/** The statement writes several rows: `VALUES (1, 'a'), (2, 'b')`. */
export function writesSeveralRows(text: string): boolean {
  return /\bvalues\s*\((?:[^()']|'(?:[^']|'')*'|\([^()]*\))*\)\s*,\s*\(/i.test(text) || /\bunnest\s*\(/i.test(text);
}

/** Of these executions, what the values do that differ between them. */
export function varyingRoles(executions: readonly Execution[]): ReadonlySet<StatementValue['role']> {
  const all = executions.map(statementValues);
  const longest = Math.max(0, ...all.map((values) => values.length));
  const roles = new Set<StatementValue['role']>();
  for (let at = 0; at < longest; at += 1) {
    const here = all.map((values) => values[at]);
    if (new Set(here.map((one) => one?.value)).size < 2) continue;
    for (const one of here) if (one !== undefined) roles.add(one.role);
  }
  return roles;
}

interface Group {
  readonly role: StatementValue['role'];
  readonly isType: boolean;
}

function groupOf(tokens: readonly string[], at: number): Group {
  const before = tokens[at - 1]?.toLowerCase() ?? '';
  const isType = tokens[at - 2] === '::' || /^(?:varchar|numeric|decimal|char|timestamp|timestamptz)$/.test(before);
  if (/^(?:in|any|all|array|some)$/.test(before)) return { role: 'list', isType: false };
  return { role: roleAfter(before) ?? 'other', isType };
}

function roleAfter(word: string): StatementValue['role'] | undefined {
  if (word === '=') return 'equal';
  if (/^[<>]=?$/.test(word) || word === 'between') return 'range';
  if (word === 'offset') return 'offset';
  return /^(?:limit|first|next)$/.test(word) ? 'limit' : undefined;
}

/** `5 = id`, and the second bound of BETWEEN. */
function roleBefore(tokens: readonly string[], at: number): StatementValue['role'] {
  if (tokens[at - 1]?.toLowerCase() === 'and' && tokens.slice(Math.max(0, at - 6), at).some(isBetween)) return 'range';
  const after = tokens[at + 1] ?? '';
  if (after === '=') return 'equal';
  return /^[<>]=?$/.test(after) ? 'range' : 'other';
}

function isBetween(word: string): boolean {
  return word.toLowerCase() === 'between';
}

function isValue(word: string): boolean {
  return /^(?:\d|\$|'|[ebxn]')/i.test(word) && !/^[a-z_]/i.test(word.replace(/^[ebxn]'/i, "'"));
}

function parameter(parameters: Execution['parameters'], word: string): string | null {
  const value = parameters[word.slice(1)];
  return value === undefined ? word : value;
}

/** An array with several elements, or one of several items; one alone is a value like any other. */
function isList(word: string, value: string | null, tokens: readonly string[], at: number): boolean {
  if (value !== null && /^'?\{.*,.*\}'?$/s.test(value)) return true;
  if (/^'?\{.*\}'?$/s.test(value ?? '')) return false;
  const isFirst = /^[([]$/.test(tokens[at - 1] ?? '') && /^[)\]]$/.test(tokens[at + 1] ?? '');
  return !isFirst && word !== '';
}

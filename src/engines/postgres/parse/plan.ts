import { ProblemError, problem } from '#contracts/problem-error.ts';
import type { Plan, PlanNode } from '#vocabulary/plan.ts';
import { readBrokenJson } from './plan-broken-json.ts';
import { plainCharacters } from './plan-characters.ts';
import { isRecord } from './plan-fields.ts';
import { planFromJson } from './plan-json.ts';
import { planLines } from './plan-lines.ts';
import { type LoggedPlan, loggedPlans, planOf } from './plan-log.ts';
import { rejoined, withoutMarks } from './plan-marks.ts';
import { markupText } from './plan-markup.ts';
import { psqlCells } from './plan-psql.ts';
import { rowsText } from './plan-rows.ts';
import { parsePlanText } from './plan-text.ts';
import { parsePlanXml } from './plan-xml.ts';
import { parsePlanYaml } from './plan-yaml.ts';

/**
 * A pasted plan in any form that EXPLAIN, psql, a driver or auto_explain gives it: text, JSON, YAML or XML, inside of
 * borders, quotes and log lines. Of a log with several plans the one of `query` is read, or the first. What could not be
 * read, was cut off or left out is in `unread`.
 * Errors: invalid, where the text is empty, is no plan (the message says what it looks like) or is nested too deep.
 */
export async function parsePlan(text: string, query?: string): Promise<Plan> {
  if (text.trim() === '') throw problem('invalid', 'The plan is empty.', howToGetOne);
  const logged = loggedPlans(text);
  const chosen = (query === undefined ? undefined : planOf(logged, query)) ?? logged[0];
  const plan = readBest(plainCharacters(chosen?.body ?? text));
  if (plan === undefined) throw problem('invalid', `This is no PostgreSQL plan: ${looksLike(text)}.`, howToGetOne);
  const executionMs = plan.executionMs ?? chosen?.ms;
  const statement = chosen?.query?.trim() ?? plan.query;
  return {
    ...plan,
    ...(executionMs === undefined ? {} : { executionMs }),
    ...(statement === undefined ? {} : { query: statement }),
    unread: [
      ...plan.unread,
      ...leftOut(logged, chosen, query),
      ...(text.includes('\uFFFD') ? ['Some characters are not valid UTF-8 and stand as "\uFFFD".'] : []),
    ],
  };
}

/** The other plans of a log, by the start of their statements. */
function leftOut(
  logged: readonly LoggedPlan[],
  chosen: LoggedPlan | undefined,
  query: string | undefined,
): readonly string[] {
  const others = logged.filter((plan) => plan !== chosen);
  const isAsked = query !== undefined && chosen !== undefined && planOf([chosen], query) !== undefined;
  if (others.length === 0 || isAsked) return [];
  const named = others.slice(0, 5).map(({ ms, query: sql = 'a statement' }) => `${ms} ms: ${shorten(sql)}`);
  const more = others.length > named.length ? [`and ${others.length - named.length} more`] : [];
  const which =
    query === undefined
      ? 'the first was read; give the query to choose another'
      : 'none is of this query and the first was read';
  return [`The log holds ${logged.length} plans; ${which}. Left out: ${[...named, ...more].join('; ')}.`];
}

function shorten(sql: string): string {
  const line = sql.replace(/\s+/g, ' ').trim();
  return line.length > 60 ? `${line.slice(0, 60)}…` : line;
}

const howToGetOne =
  'Get one with: EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) <your query>; ANALYZE runs the query: leave it out for one that writes or takes too long.';

/** The plan as it stands; where that leaves something unread, the best of it freed of what may stand around it. */
function readBest(text: string): Plan | undefined {
  let best: Plan | undefined;
  let refused: unknown;
  for (const reading of readings(text)) {
    try {
      const plan = recognise(reading, 0);
      if (plan !== undefined && plan.unread.length === 0) return plan;
      if (plan !== undefined && (best === undefined || isBetter(plan, best))) best = plan;
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      refused ??= error;
    }
  }
  if (best === undefined && refused !== undefined) throw refused;
  return best;
}

function* readings(text: string): Generator<string> {
  const inTable = psqlCells(text);
  const base = inTable ?? markupText(text) ?? text;
  yield base;
  const rows = inTable === undefined ? rowsText(base) : undefined;
  if (rows !== undefined) yield rows;
  const bare = withoutMarks(base);
  if (bare !== undefined) yield psqlCells(bare) ?? plainCharacters(bare);
  const whole = base.includes('Node Type') ? undefined : rejoined(bare ?? base);
  if (whole !== undefined) yield whole;
  if (base !== text) yield text;
}

function isBetter(plan: Plan, best: Plan): boolean {
  const more = countNodes(plan.root) - countNodes(best.root);
  return more > 0 || (more === 0 && plan.unread.length < best.unread.length);
}

function countNodes(node: PlanNode): number {
  return node.children.reduce((sum, child) => sum + countNodes(child), 1);
}

function recognise(text: string, depth: number): Plan | undefined {
  const json = /"(?:Plan|Query Text|Query Identifier|QUERY PLAN|Query Plan|query_plan|Node Type)"\s{0,9}:/.exec(text);
  if (json !== null) {
    const found = fromJson(text, json.index, depth);
    if (found !== undefined) return found;
  }
  if (text.includes('<explain')) {
    const found = parsePlanXml(isWrapped(text) ? unwrapped(text) : text);
    if (found !== undefined) return found;
  }
  if (text.includes('Node Type:') && /(?:^|\n)[^\n]{0,99}Plan:/.test(text)) {
    const found = parsePlanYaml(planLines(text));
    if (found !== undefined) return found;
  }
  return parsePlanText(text);
}

/**
 * The key stands at the start of an object; in the middle of one, what stands before it is left out. Brackets before
 * the object are not looked at: they may belong to the text around it.
 */
function fromJson(text: string, keyAt: number, depth: number): Plan | undefined {
  const clean = isWrapped(text) ? unwrapped(text) : text;
  const key = clean === text ? keyAt : clean.indexOf(text.slice(keyAt, text.indexOf('"', keyAt + 1) + 1));
  const brace = clean.slice(0, key).trimEnd().length - 1;
  const { values, cut } =
    clean.charAt(brace) === '{' ? readObjects(clean, brace) : readObjects(`{${clean.slice(key)}`, 0);
  const rows = textRows(values);
  if (rows !== undefined) return depth < 2 ? recognise(rows, depth + 1) : undefined;
  const plan = planFromJson(values);
  return cut ? { ...plan, unread: [...plan.unread, 'The plan is cut off: the JSON breaks off before its end.'] } : plan;
}

/** The object that starts at `from`, and those that follow it after commas: other plans, or a driver's other rows. */
function readObjects(text: string, from: number): { readonly values: readonly unknown[]; readonly cut: boolean } {
  const values: unknown[] = [];
  const next = /\s*,\s*(?=\{)/y;
  for (let at = from; ; at = next.lastIndex) {
    const { value, cut, end } = readBrokenJson(text, at);
    values.push(value);
    next.lastIndex = end;
    if (cut || !next.test(text)) return { values, cut };
  }
}

/** A driver's rows of the text format: `[{"QUERY PLAN": "Seq Scan on …"}, {"QUERY PLAN": "  Filter: …"}]`. */
function textRows(rows: readonly unknown[]): string | undefined {
  const lines = rows.map((row) => (isRecord(row) ? (row['QUERY PLAN'] ?? row['Query Plan'] ?? row['query_plan']) : 0));
  return lines.every((line) => typeof line === 'string') ? lines.join('\n') : undefined;
}

/** Between psql's borders, or quoted as in chat and mail. */
function isWrapped(text: string): boolean {
  return /\+[ |│]{0,9}\r?\n/.test(text) || /(?:^|\n)\s{0,3}[>|│]/.test(text);
}

function unwrapped(text: string): string {
  const lines = planLines(text.includes('QUERY PLAN') ? text : `QUERY PLAN\n${text}`);
  return lines.map((line) => ' '.repeat(Math.min(line.indent, 200)) + line.text).join('\n');
}

function looksLike(text: string): string {
  const start = text.slice(0, 4000).trimStart();
  if (start.includes('\0')) return 'it looks like a binary file, or like text in UTF-16; save it as UTF-8';
  if (/^(?:select|with|insert|update|delete|merge|create|alter|drop|explain|begin|set|--|\/\*)\b|^--/i.test(start)) {
    return 'it looks like SQL; run it with EXPLAIN before it and give what the server answers';
  }
  if (/^<(?:!doctype|html|\?xml|[a-z])/i.test(start)) return 'it looks like HTML or XML, without an <explain> in it';
  if (/"queryPlanner"|"winningPlan"/.test(start)) return 'it looks like the plan of a MongoDB query';
  if (/"query_block"|"select_id"/.test(start)) return 'it looks like the plan of a MySQL or MariaDB query';
  if (/^[[{]/.test(start)) return 'it looks like JSON, without a "Plan" in it';
  if (/\bERROR:/.test(start)) return "it looks like a server's error message";
  if (/utility statements have no plan structure/i.test(start)) return 'a utility statement has no plan';
  if (/(?:^|\n)[|` ]{0,20}--(?:SCAN|SEARCH|CO-ROUTINE|MATERIALIZE|USE TEMP B-TREE)\b/.test(start)) {
    return 'it looks like a plan of SQLite; name its database too (--url sqlite:FILE)';
  }
  const [first = '', second = ''] = start.split('\n');
  const commas = first.split(/[,;\t]/).length;
  if (commas > 1 && commas === second.split(/[,;\t]/).length) return 'it looks like a table (CSV)';
  return 'no line of it is a plan node such as "Seq Scan on orders  (cost=0.00..35.50 rows=2550 width=4)"';
}

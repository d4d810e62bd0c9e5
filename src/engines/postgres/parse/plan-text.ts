import type { Plan } from '#vocabulary/plan.ts';
import { indentedAnew } from './plan-indent.ts';
import { missingInputs } from './plan-inputs.ts';
import { planFromJson } from './plan-json.ts';
import { type PlanLine, planLines } from './plan-lines.ts';
import { readKey, readProperty, readSettings, readWorkerFigures, settleGrouping } from './plan-property.ts';
import { type Draft, isCutOff, readNodeLine, readTarget } from './plan-title.ts';

/**
 * The text format of EXPLAIN, PostgreSQL 9.6 to 18, as a server, psql, a log or a chat shows it. Only the order of the
 * arrows' indentation counts, not its width. Undefined where no line of it is a plan node.
 * Errors: invalid, where it is nested too deep.
 * https://www.postgresql.org/docs/18/using-explain.html
 */
export function parsePlanText(text: string): Plan | undefined {
  const given = planLines(text);
  const top = given.findIndex(isRoot);
  // The upper part was not copied: the first node that is there stands for the root.
  const start = top >= 0 ? top : given.findIndex(isInnerNode);
  const first = given[start];
  if (first === undefined) return undefined;
  const lines = top >= 0 ? given : given.with(start, { ...first, text: first.text.replace(/^->\s*/, '') });
  const query = queryText(lines.slice(0, start));
  const read = (from: readonly PlanLine[], at: number, indent: number): Plan => {
    const reading = readLines(from, at, indent);
    const plan = planFromJson({ ...reading.statement, Plan: reading.root, ...query });
    return { ...plan, unread: [...plan.unread, ...reading.unread, ...missingInputs(reading.drafts)] };
  };
  const plan = read(lines, start, first.indent);
  if (top >= 0 && plan.unread.length === 0) return plan;
  const anew = indentedAnew(lines, start);
  const rebuilt = anew === undefined ? undefined : read(anew, 0, 0);
  if (rebuilt?.unread.length === 0) return { ...rebuilt, unread: [lostIndentation] };
  return top >= 0 ? plan : { ...plan, unread: [...plan.unread, lostHead] };
}

const lostIndentation =
  'The indentation was lost: what stands below what was worked out from the inputs that each node needs.';
const lostHead = 'The plan is cut off: what stands above its first node is missing.';

function isInnerNode(line: PlanLine): boolean {
  return line.text.startsWith('->') && line.text.includes('(') && readNodeLine(line.text) !== undefined;
}

function isRoot(line: PlanLine): boolean {
  return !line.text.startsWith('->') && readNodeLine(line.text) !== undefined;
}

interface Reading {
  readonly root: Draft;
  readonly statement: Draft;
  readonly drafts: readonly Draft[];
  readonly unread: readonly string[];
}

/** Where a continuation of the last value goes, and whether a quote is still open in it. */
interface OpenValue {
  readonly key: string;
  readonly into: Draft;
  readonly parts: string[];
  quote: string;
}

function readLines(lines: readonly PlanLine[], start: number, rootIndent: number): Reading {
  const statement: Draft = {};
  const drafts: Draft[] = [];
  const unread: string[] = [];
  const open: { node: Draft; indent: number }[] = [];
  let subplan: string | undefined;
  let root: Draft | undefined;
  /** What property lines are about: the last node, one of its workers, or a part of the statement. */
  let about: Draft = statement;
  let worker: Draft | undefined;
  let value: OpenValue | undefined;
  let ended = false;

  const close = () => {
    if (value === undefined) return;
    readProperty(value.key, value.parts.join('\n'), value.into);
    value = undefined;
  };

  for (let at = start; at < lines.length; at += 1) {
    const line = lines[at];
    if (line === undefined) break;
    const node = readNodeLine(line.text);
    const arrow = line.text.startsWith('->');
    if (value !== undefined && value.quote !== '' && !(arrow && node !== undefined && 'Plan Rows' in node)) {
      value.parts.push(line.text);
      value.quote = openQuote(line.text, value.quote);
      continue;
    }
    close();
    if (root !== undefined && !arrow && line.indent <= rootIndent) {
      if (readFooter(line.text, statement)) {
        about = sectionOf(line.text, statement) ?? statement;
        worker = undefined;
        ended ||= /^(?:Execution Time|Total runtime)/i.test(line.text);
        continue;
      }
      if (node !== undefined && line.text.includes('(')) {
        unread.push('The text holds more than one plan; only the first was read.');
      }
      break;
    }
    if (ended || /^\(\d+ rows?\)/.test(line.text)) break;
    if (node !== undefined && (arrow || root === undefined)) {
      if (isCutOff(line.text)) unread.push(`The plan is cut off at "${shorten(line.text)}".`);
      while (open.length > 0 && (open.at(-1)?.indent ?? -1) >= line.indent) open.pop();
      const parent = open.at(-1)?.node ?? root;
      if (parent !== undefined) attach(node, parent, subplan);
      subplan = undefined;
      root ??= node;
      drafts.push(node);
      open.push({ node, indent: node === root ? -1 : line.indent });
      about = node;
      worker = undefined;
      continue;
    }
    if (/^(?:SubPlan|InitPlan) \S|^CTE \S/.test(line.text) && readKey(line.text) === undefined) {
      subplan = line.text;
      continue;
    }
    if (readTargetTable(line.text, drafts.at(-1))) continue;
    const workerNumber = /^Worker (\d+):\s*/.exec(line.text);
    const last = drafts.at(-1);
    if (workerNumber !== null && last !== undefined && about !== statement) {
      worker = workerOf(last, workerNumber[1] ?? '0');
      about = worker;
      readWorkerFigures(line.text.slice(workerNumber[0].length), worker);
      continue;
    }
    const property = readKey(line.text);
    if (property === undefined) {
      if (unread.length < 20) unread.push(`This line could not be read: "${shorten(line.text)}".`);
      continue;
    }
    if (property.key === 'JIT') about = about['JIT'] = {};
    else if (property.key === 'Subplans Removed' && last !== undefined) last[property.key] = property.value;
    else {
      if (worker !== undefined && about !== worker && !/^(?:Functions|Options|Timing)$/.test(property.key))
        about = worker;
      value = { key: property.key, into: about, parts: [property.value], quote: openQuote(property.value, '') };
    }
  }
  close();
  for (const draft of drafts) settleGrouping(draft);
  return { root: root ?? {}, statement, drafts, unread };
}

/** The lists of children grow in place: the drafts are ours until planFromJson has read them. */
function attach(node: Draft, parent: Draft, subplan: string | undefined): void {
  const children: Draft[] = Array.isArray(parent['Plans']) ? parent['Plans'] : [];
  parent['Plans'] = children;
  node['Parent Relationship'] = relationship(parent, children, subplan);
  if (subplan !== undefined) node['Subplan Name'] = subplan;
  children.push(node);
}

function relationship(parent: Draft, siblings: readonly Draft[], subplan: string | undefined): string {
  if (subplan !== undefined) return subplan.startsWith('SubPlan') ? 'SubPlan' : 'InitPlan';
  switch (parent['Node Type']) {
    case 'Append':
    case 'Merge Append':
    case 'BitmapAnd':
    case 'BitmapOr':
      return 'Member';
    case 'Subquery Scan':
      return 'Subquery';
    case 'ModifyTable':
      return 'Outer';
    default:
      return siblings.some((sibling) => sibling['Parent Relationship'] === 'Outer') ? 'Inner' : 'Outer';
  }
}

function workerOf(node: Draft, number: string): Draft {
  const workers: Draft[] = Array.isArray(node['Workers']) ? node['Workers'] : [];
  node['Workers'] = workers;
  // A node's workers come in order, each once or twice in a row.
  const known = workers.slice(-8).find((worker) => worker['Worker Number'] === number);
  if (known !== undefined) return known;
  const worker: Draft = { 'Worker Number': number };
  workers.push(worker);
  return worker;
}

/** `Update on orders_2025 orders_1` below an Update: one of several target tables. */
function readTargetTable(line: string, node: Draft | undefined): boolean {
  if (node?.['Node Type'] !== 'ModifyTable') return false;
  const [, target] = /^(?:Foreign )?(?:Insert|Update|Delete|Merge) on (.+)$/.exec(line) ?? [];
  if (target === undefined) return false;
  const targets: Draft[] = Array.isArray(node['Target Tables']) ? node['Target Tables'] : [];
  node['Target Tables'] = targets;
  targets.push(readTarget(target, 'Relation Name'));
  return true;
}

/** A line of the statement, at the root's own indentation. */
function readFooter(line: string, statement: Draft): boolean {
  const trigger = readTrigger(line);
  if (trigger !== undefined) {
    const triggers: Draft[] = Array.isArray(statement['Triggers']) ? statement['Triggers'] : [];
    statement['Triggers'] = triggers;
    triggers.push(trigger);
    return true;
  }
  const property = readKey(line);
  if (property === undefined) return false;
  const { key, value } = property;
  switch (key.toLowerCase()) {
    case 'planning time':
      statement['Planning Time'] = Number.parseFloat(value);
      return true;
    case 'execution time':
    case 'total runtime':
      statement['Execution Time'] = Number.parseFloat(value);
      return true;
    case 'settings':
      statement['Settings'] = readSettings(value);
      return true;
    case 'query identifier':
      statement['Query Identifier'] = value;
      return true;
    case 'planning':
    case 'jit':
      statement[key] = {};
      return true;
    case 'serialization':
      readProperty(key, value, statement);
      return true;
    default:
      return false;
  }
}

/** The footers that have lines of their own below them. */
function sectionOf(line: string, statement: Draft): Draft | undefined {
  const section = statement[readKey(line)?.key ?? ''];
  return typeof section === 'object' && section !== null && !Array.isArray(section) ? (section as Draft) : undefined;
}

/** `Trigger audit on orders: time=1.2 calls=3`, `Trigger for constraint orders_user_id_fkey: calls=3` */
function readTrigger(line: string): Draft | undefined {
  const [, subject, time, calls] = /^Trigger (.{1,500}): (?:time=([\d.]+) )?calls=(\d+)/.exec(line) ?? [];
  if (subject === undefined) return undefined;
  const [named = '', relation] = subject.split(' on ');
  const [name = '', constraint] = named.split(/(?:^| )for constraint /);
  return {
    'Trigger Name': name === '' ? constraint : name,
    'Constraint Name': constraint,
    Relation: relation,
    Time: time,
    Calls: calls,
  };
}

/** auto_explain writes the statement before its plan. */
function queryText(before: readonly PlanLine[]): Draft {
  const start = before.findIndex((line) => line.text.includes('Query Text: '));
  const first = before[start];
  if (first === undefined) return {};
  const rest = before.slice(start + 1).map((line) => line.text);
  const parameters = rest.find((line) => line.startsWith('Query Parameters: '));
  const end = parameters === undefined ? rest.length : rest.indexOf(parameters);
  const text = [first.text.slice(first.text.indexOf('Query Text: ') + 12), ...rest.slice(0, end)].join('\n');
  return {
    'Query Text': text,
    ...(parameters === undefined ? {} : { 'Query Parameters': parameters.slice('Query Parameters: '.length) }),
  };
}

/** The quote that is open at the end of the text, or ''. */
function openQuote(text: string, before: string): string {
  let quote = before;
  for (const [character] of text.matchAll(/['"]/g)) {
    if (quote === '') quote = character;
    else if (quote === character) quote = '';
  }
  return quote;
}

function shorten(line: string): string {
  return line.length > 80 ? `${line.slice(0, 80)}…` : line;
}

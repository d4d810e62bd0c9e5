import { literalAsJson } from './plan-literal.ts';

/**
 * The plan in rows that a program printed: CSV and copied grids (pgAdmin, DataGrip, DBeaver), and what drivers show of
 * a row (`('Seq Scan on t …',)`, `{"QUERY PLAN"=>"…"}`, `{QUERY PLAN=…}`). Undefined where the text is none of these.
 */
export function rowsText(text: string): string | undefined {
  return escapedText(text) ?? structure(text) ?? driverRows(text) ?? csvCells(text);
}

/** JSON, or a plan's lines, inside of a string of JSON or of a programming language. */
function escapedText(text: string): string | undefined {
  const isEscaped = /\\"(?:Plan|Node Type)\\"/.test(text) || (/\\n *-> /.test(text) && !/\n *-> /.test(text));
  if (!isEscaped) return undefined;
  const plain = text.replace(/\\(["'\\/nrt])/g, (_, character: string) => escapes[character] ?? character);
  return plain
    .replace(/(^|\n)[^\n]{0,200}?["'`](?=[A-Z][A-Za-z ]{1,400}\((?:cost=|actual ))/, '$1')
    .replace(/["'`][,;)\]}\s]*$/, '');
}

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };

/** A plan as a value of Python, Ruby or JavaScript. */
function structure(text: string): string | undefined {
  const at = /'Node Type' ?(?::|=>)|"Node Type" ?=>|\bPlan: \{/.exec(text)?.index;
  return at === undefined ? undefined : literalAsJson(text);
}

const quotedRow =
  /\(\s*('(?:[^'\\\n]|\\.|'')*'|"(?:[^"\\\n]|\\.)*")\s*,?\)|['"]?\b(?:QUERY PLAN|query_plan)['"]?\]?\s{0,4}(?:=>|:|=)\s{0,4}('(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*")/g;
const bareRow = /[[{]?\bQUERY PLAN\]?\s{0,2}(?:=>|=|:) ?([^\n]*)/g;

function driverRows(text: string): string | undefined {
  if (!/\(['"]|QUERY PLAN|query_plan/.test(text)) return undefined;
  const quoted = [...text.matchAll(quotedRow)].map(([, tuple, pair]) => unquoted(tuple ?? pair ?? ''));
  if (quoted.some(isNodeLine)) return quoted.join('\n');
  const bare = [...text.replace(/\}, (?=\{QUERY PLAN=)|\] (?=map\[QUERY PLAN:)/g, '\n').matchAll(bareRow)].map(
    ([, line = '']) => line.replace(/(?<=\))[\]}]+,?$|(?<=^[^\])}]*)[\]}]+,?$/, ''),
  );
  return bare.some(isNodeLine) ? bare.join('\n') : undefined;
}

function unquoted(literal: string): string {
  const inner = literal.slice(1, -1);
  return inner.replace(/\\(.)/g, (_, character: string) => escapes[character] ?? character);
}

function isNodeLine(line: string): boolean {
  return /^\s*(?:->\s*)?[A-Z][\w ]{2,80}[^\n]{0,400}?\((?:cost=|actual |never )/.test(line.slice(0, 1000));
}

/**
 * RFC 4180 with comma, semicolon or tab; the column that holds the plan. Where a value has several lines it is kept whole.
 */
function csvCells(text: string): string | undefined {
  if (!/(?:^|[\n,;\t])"/.test(text) || /^\s*[[{]/.test(text)) return undefined;
  const first = text.slice(0, text.search(/\n|$/));
  const delimiter = [',', ';', '\t'].find((mark) => first.includes(mark) && !/\(cost=|"/.test(first)) ?? ',';
  const rows = csvRows(text, delimiter);
  const named = rows[0]?.findIndex((cell) => /^query[ _]plan$/i.test(cell.trim())) ?? -1;
  const column = named >= 0 ? named : columnOf(rows);
  if (column === undefined) return undefined;
  const cells = rows.slice(named >= 0 ? 1 : 0).flatMap((row) => (row[column] === undefined ? [] : [row[column]]));
  return cells.join('\n');
}

function columnOf(rows: readonly (readonly string[])[]): number | undefined {
  for (const row of rows) {
    const at = row.findIndex((cell) => isNodeLine(cell) || /"Plan":|<explain|^- Plan:/.test(cell));
    if (at >= 0) return at;
  }
  return undefined;
}

/** A cell that does not begin with a quote is plain to its end, and only in a quoted row is a comma the end of one. */
function csvRows(text: string, delimiter: string): readonly (readonly string[])[] {
  const quoted = /"([^"]*(?:""[^"]*)*)(?:"|$)/y;
  const plain = delimiter === ',' ? /[^\n]*/y : new RegExp(`[^\\n${delimiter}]*`, 'y');
  const heading = /[^\n,]*/y;
  const rows: string[][] = [[]];
  let at = 0;
  while (at < text.length) {
    const row = rows.at(-1) ?? [];
    const cell =
      text.charAt(at) === '"'
        ? quoted
        : rows.length === 1 && delimiter === ',' && !text.slice(at, at + 300).includes('(')
          ? heading
          : plain;
    cell.lastIndex = at;
    const found = cell.exec(text);
    row.push((cell === quoted ? (found?.[1] ?? '').replaceAll('""', '"') : (found?.[0] ?? '')).replace(/\r$/, ''));
    at = Math.max(at, cell.lastIndex);
    while (at < text.length && !['\n', delimiter].includes(text.charAt(at))) at += 1;
    if (text.charAt(at) === '\n') rows.push([]);
    at += 1;
  }
  return rows.filter((row) => row.length > 0);
}

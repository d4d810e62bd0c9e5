/**
 * The plan inside of psql's table, whatever its border and line style, expanded or wrapped. Undefined where there is no such table.
 * Marks at the edges say how a line goes on: `+` or `↵` with a new line, `.` or `…` with the same one.
 * https://www.postgresql.org/docs/18/app-psql.html
 */
export function psqlCells(text: string): string | undefined {
  const lines = text.split(/\r?\n/).map((line) => line.replace(/^(?:\s{0,3}>\s?)+/, '').trimEnd());
  const record = lines.findIndex((line) => isRecord(line));
  const inRecords = record < 0 ? '' : expanded(lines.slice(record));
  if (inRecords !== '') return inRecords;
  const head = lines.findIndex(
    (line, at) => /^[\s|│║]*QUERY PLAN[\s|│║]*$/.test(line.slice(0, 2000)) && isRule(lines[at + 1] ?? ''),
  );
  return head < 0 ? undefined : table(lines[head] ?? '', lines.slice(head + 1));
}

function table(head: string, [rule = '', ...rest]: readonly string[]): string {
  // DBeaver draws the right edge only.
  const edge = /^\s{0,3}[|│║]/.test(head) ? 2 : /[|│║]$/.test(head) ? 1 : 0;
  const ruled = rule.trim();
  const end = rest.findIndex((line) => /^\(\d+ rows?\)/.test(line) || (edge === 2 && isRule(line)) || isHead(line));
  const body = rest.slice(0, end < 0 ? rest.length : end);
  if (edge === 2)
    return joined(
      body.map((line) => line.replace(/^\s{0,3}[|│║]/, '').replace(/[|│║]$/, '')),
      true,
    );
  if (edge === 1)
    return joined(
      body.map((line) => ` ${line.replace(/\s*[|│║]$/, '')}`),
      true,
    );
  // Border 0 has no margin on the left: a line stands as far left as the rule does.
  const hasMargin = body.every((line) => line === '' || /^[ .…]/.test(line));
  if (hasMargin) return joined(body, true);
  const marked = body.map((line) => (line.length > ruled.length ? line : line.replace(/[.…]$/, '$& ')));
  return joined(
    marked.map((line) => ` ${line}`),
    false,
  );
}

function isHead(line: string): boolean {
  return /^[\s|│║]*QUERY PLAN[\s|│║]*$/.test(line.slice(0, 2000));
}

function isRule(line: string): boolean {
  return /^[-+─═┼╪╬├┤╟╢╠╣|│║:\s]{3,}$/.test(line.slice(0, 2000)) && /[-─═]{3}/.test(line);
}

function isRecord(line: string): boolean {
  return /^(?:\+?-|[┌├╔╟╠]?[─═])\[ RECORD \d+ \]|^\* Record \d+/.test(line.slice(0, 40));
}

/** `QUERY PLAN | …`, and under it lines that begin with the rule in the middle. */
function expanded(lines: readonly string[]): string {
  const cells: string[] = [];
  for (const [at, line] of lines.entries()) {
    if (isRecord(line) || isRule(line)) {
      if (at > 0 && /RECORD 1 \]|Record 1$/.test(line.slice(0, 40))) break;
      continue;
    }
    const [, cell] = /^(?:[|│║] )?(?:QUERY PLAN|\s{10}) ?[|│║:;](.*)$/.exec(line) ?? [];
    const [, bare] = /^(?:QUERY PLAN|\s{10}) (.*)$/.exec(line) ?? [];
    if (cell !== undefined) cells.push(/^[|│║] /.test(line) ? cell.replace(/[|│║]$/, '') : cell);
    else if (bare !== undefined) cells.push(` ${bare}`);
    else if (line.trim() !== '' && cells.length > 0) break;
  }
  return joined(cells, true);
}

/** Each cell is a mark or a space, what was said, and a mark or nothing. */
function joined(cells: readonly string[], markedLeft: boolean): string {
  const lines: string[] = [];
  let goesOn = false;
  for (const [at, cell] of cells.entries()) {
    const bare = cell.trimEnd();
    const next = cells[at + 1] ?? '';
    const wraps = /[.…]$/.test(bare) && (markedLeft ? /^[.…]/.test(next) : !cell.endsWith(' '));
    const said = bare.slice(1, wraps || /[+↵]$/.test(bare) ? -1 : undefined);
    if (goesOn) lines.push(`${lines.pop() ?? ''}${said}`);
    else lines.push(said);
    goesOn = wraps;
  }
  return lines.join('\n');
}

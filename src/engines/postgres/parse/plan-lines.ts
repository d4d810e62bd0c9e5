/** A line of a text plan, freed of what terminals, mail and chat put around it. */
export interface PlanLine {
  readonly text: string;
  /** Column of the first character; tabs count to the next multiple of 8. */
  readonly indent: number;
}

/**
 * The lines of a pasted plan: without psql's borders and row count, quoting marks (`> `), fences, a client's quotes
 * around every line, and `+` at the end of a line that goes on.
 */
export function planLines(text: string): readonly PlanLine[] {
  const raw = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
  const quoted = raw.some((line) => /^\s*"[^"]{1,400}\((?:cost|actual|never)/.test(line.slice(0, 600)));
  const inPsql = raw.some((line) => /^[\s|│]*QUERY PLAN\b/.test(line.slice(0, 400)));
  const lines: PlanLine[] = [];
  for (const line of raw) {
    const bare = unwrap(line, quoted, inPsql);
    const body = bare.trimStart();
    if (body === '' || isDecoration(body)) continue;
    lines.push({ text: body.trimEnd(), indent: columns(bare.slice(0, bare.length - body.length)) });
  }
  return lines;
}

function unwrap(line: string, quoted: boolean, inPsql: boolean): string {
  let bare = line.replace(/^(?:\s{0,3}>\s?)+/, '');
  if (quoted && /^\s*"/.test(bare) && bare.trimEnd().endsWith('"')) {
    bare = bare.trim().slice(1, -1).replaceAll('""', '"');
  }
  if (!inPsql) return bare;
  bare = bare.replace(/^\s*QUERY PLAN\s{0,99}[|│]/, '').replace(/^\s{0,3}[|│]/, '');
  bare = bare.trimEnd();
  if (/[|│]$/.test(bare) && /^\s{0,3}[|│]/.test(line)) bare = bare.slice(0, -1).trimEnd();
  return /[+↵]$/.test(bare) ? bare.slice(0, -1) : bare;
}

function isDecoration(body: string): boolean {
  const start = body.slice(0, 200);
  return (
    /^[-+─═┼┌┐└┘├┤┬┴╌|│\s]+$/.test(start) ||
    /^QUERY PLAN\s*$/.test(start) ||
    /^-\[ RECORD \d+ \]/.test(start) ||
    /^(?:```|\/\*+$|\*+\/$|<!--$|-->$)/.test(start)
  );
}

function columns(space: string): number {
  let column = 0;
  for (const character of space) column += character === '\t' ? 8 - (column % 8) : 1;
  return column;
}

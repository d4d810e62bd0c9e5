/** An INSERT taken apart: what each row gives for each column, as SQL. Of an INSERT … SELECT one row, and where it comes from. */
export interface InsertStatement {
  readonly table: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** ` FROM credit_notes WHERE …`. */
  readonly from?: string;
}

/** Undefined where it is no INSERT with its columns and nothing behind its rows. */
export function readInsert(sql: string): InsertStatement | undefined {
  const head = /^\s*INSERT\s+INTO\s+([a-z0-9_]+)\s*\(([a-z0-9_,\s]+)\)\s*(VALUES|SELECT)\b/i.exec(sql);
  if (head === null) return undefined;
  const [all, table = '', names = '', kind = ''] = head;
  const columns = names.split(',').map((name) => name.trim());
  const rest = sql.slice(all.length).replace(/\s*;\s*$/, '');
  if (kind.toUpperCase() === 'SELECT') {
    const at = outsideOf(rest, 0, (text, place) => /^\s+FROM\b/i.test(text.slice(place, place + 20)));
    return at < 0
      ? { table, columns, rows: [splitAtCommas(rest)], from: '' }
      : { table, columns, rows: [splitAtCommas(rest.slice(0, at))], from: rest.slice(at) };
  }
  const written = splitAtCommas(rest);
  // Something behind the rows, as ON CONFLICT, is no plain INSERT.
  if (!written.every((row) => row.startsWith('(') && outsideOf(row, 0, () => true) < 0)) return undefined;
  const rows = written.map((row) => splitAtCommas(row.slice(1, -1)));
  return rows.every((row) => row.length === columns.length) ? { table, columns, rows } : undefined;
}

export function writeInsert({ table, columns, rows, from }: InsertStatement): string {
  const head = `INSERT INTO ${table} (${columns.join(', ')})`;
  if (from !== undefined) return `${head} SELECT ${rows[0]?.join(', ')}${from}`;
  return `${head} VALUES ${rows.map((row) => `(${row.join(', ')})`).join(', ')}`;
}

/** Commas between parentheses or quotes do not part. */
function splitAtCommas(text: string): readonly string[] {
  const parts: string[] = [];
  let from = 0;
  for (;;) {
    const at = outsideOf(text, from, (all, place) => all[place] === ',');
    parts.push(text.slice(from, at < 0 ? text.length : at).trim());
    if (at < 0) return parts;
    from = at + 1;
  }
}

/** The first such place outside of parentheses and literals; -1: none. */
function outsideOf(text: string, from: number, isThere: (text: string, place: number) => boolean): number {
  let depth = 0;
  for (let at = from; at < text.length; at++) {
    const sign = text[at];
    if (sign === "'") {
      for (at++; at < text.length && (text[at] !== "'" || text[at + 1] === "'"); at++) if (text[at] === "'") at++;
    } else if (sign === '(') depth++;
    else if (sign === ')') depth--;
    else if (depth === 0 && isThere(text, at)) return at;
  }
  return -1;
}

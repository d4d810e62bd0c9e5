/** The constants of a statement, without their quotes; no two the same. */
export interface Literals {
  readonly texts: readonly string[];
  readonly numbers: readonly string[];
}

/** Long IN lists say no more than a few of their values. */
const most = 12;

const pieces = new RegExp(
  [
    '--[^\\n]*|/\\*[\\s\\S]*?\\*/',
    "[eE]'(?<escaped>(?:[^'\\\\]|\\\\[\\s\\S]|'')*)'",
    '[\\p{L}_][\\p{L}\\p{N}_$]*|"(?:[^"]|"")*"|\\$\\d+',
    "'(?<text>(?:[^']|'')*)'",
    '\\$(?<tag>\\w*)\\$(?<dollar>[\\s\\S]*?)\\$\\k<tag>\\$',
    '(?<number>\\d+(?:\\.\\d+)?(?:[eE][+-]?\\d+)?|\\.\\d+)',
  ].join('|'),
  'gu',
);

/** Reads texts and numbers in SQL of any kind, also in a piece of a statement. */
export function literalsOf(...pieceOfSql: readonly string[]): Literals {
  const texts = new Set<string>();
  const numbers = new Set<string>();
  for (const sql of pieceOfSql) {
    for (const { groups = {} } of sql.matchAll(pieces)) {
      const text = groups['text'] ?? groups['escaped'] ?? groups['dollar'];
      if (text !== undefined) texts.add(text.replaceAll("''", "'"));
      if (groups['number'] !== undefined) numbers.add(groups['number']);
    }
  }
  return { texts: spread([...texts]), numbers: spread([...numbers]) };
}

export function isEmpty({ texts, numbers }: Literals): boolean {
  return texts.length === 0 && numbers.length === 0;
}

/** The first, the last and some between. */
function spread(values: readonly string[]): readonly string[] {
  if (values.length <= most) return values;
  return values.filter((_, at) => at < most / 2 || at >= values.length - most / 2);
}

/** Numbers beside a count: LIMIT 20, HAVING count(*) > 5, ntile(4). So many rows it takes to see them matter. */
export function countsIn(sql: string): readonly number[] {
  const counts =
    /\b(?:limit|offset|fetch\s+(?:first|next)|ntile\s*\(|count\s*\([^()]*\)\s*(?:=|<>|!=|[<>]=?))\s*(\d{1,2})\b/gi;
  return [...new Set([...sql.matchAll(counts)].map(([, count]) => Number(count)))].filter((count) => count >= 4);
}

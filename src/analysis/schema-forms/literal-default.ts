/** The value of a default that is a plain literal: `'draft'::order_status` -> draft, `0` -> 0. Else nothing. */
export function literalDefault(sql: string): string | number | boolean | undefined {
  const bare = /^\(?(.*?)\)?$/s.exec(sql.trim())?.[1] ?? sql;
  if (/^(?:true|false)$/i.test(bare)) return bare.toLowerCase() === 'true';
  const number =
    /^'?(-?(?:0|[1-9]\d*)(?:\.\d+)?)'?(?:::(?:smallint|integer|bigint|numeric|real|double precision)(?:\([\d,]+\))?)?$/.exec(
      bare,
    );
  if (
    number?.[1] !== undefined &&
    (bare.includes('::') || !bare.startsWith("'")) &&
    String(Number(number[1])) === number[1]
  ) {
    return Number(number[1]);
  }
  const text = /^'((?:[^']|'')*)'(?:::[\w ."[\](),]+)?$/.exec(sql.trim());
  return text?.[1]?.replaceAll("''", "'");
}

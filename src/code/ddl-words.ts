/** Longest name that PostgreSQL keeps, in bytes. https://www.postgresql.org/docs/current/sql-syntax-lexical.html */
const longest = 63;

export function isTooLong(name: string): boolean {
  return Buffer.byteLength(name) > longest;
}

export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

export function literal(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}

/** `orders_userId_idx`: as Prisma names what has no name, cut before the ending. https://www.prisma.io/docs/orm/prisma-schema/data-model/database-mapping */
export function shortName(parts: readonly string[], ending: string): string {
  const name = Buffer.from(parts.join('_'))
    .subarray(0, longest - ending.length)
    .toString();
  // A letter of several bytes that was cut through goes whole.
  return `${name.replace(/\uFFFD$/, '')}${ending}`;
}

/** Every bracket and quote is closed, so that an expression stays inside the statement that holds it. */
export function isWhole(expression: string): boolean {
  const bare = expression.replace(/'(?:[^']|'')*'|"(?:[^"]|"")*"/g, '');
  let open = 0;
  for (const sign of bare) {
    if ('([{'.includes(sign)) open += 1;
    if (')]}'.includes(sign)) open -= 1;
    if (open < 0) return false;
  }
  return open === 0 && !/['";]|--|\/\*/.test(bare);
}

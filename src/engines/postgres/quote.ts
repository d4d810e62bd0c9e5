import { sqlIdentifier } from '#analysis/sql-identifier.ts';

export { sqlIdentifier as quoteIdentifier } from '#analysis/sql-identifier.ts';

/** `app."Order Items"` */
export function quoteQualified(schema: string, name: string): string {
  return `${sqlIdentifier(schema)}.${sqlIdentifier(name)}`;
}

/** A string literal that reads the same whatever standard_conforming_strings says. */
export function quoteLiteral(value: string): string {
  const quoted = `'${value.replaceAll("'", "''")}'`;
  return value.includes('\\') ? `E${quoted.replaceAll('\\', '\\\\')}` : quoted;
}

/** The body of a function between two tags that it does not hold itself. */
export function quoteBody(body: string): string {
  let tag = '$$';
  for (let at = 0; body.includes(tag); at += 1) tag = `$body${at === 0 ? '' : at}$`;
  return `${tag}\n${body}\n${tag}`;
}

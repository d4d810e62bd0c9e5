/** `[orders]`. https://learn.microsoft.com/sql/relational-databases/databases/database-identifiers */
export function quoteIdentifier(name: string): string {
  return `[${name.replaceAll(']', ']]')}]`;
}

/** `'…'`; `N'…'` where it is more than ASCII: beside a varchar column that would change the column's type, and its index would not serve. */
export function quoteLiteral(text: string): string {
  const quoted = `'${text.replaceAll("'", "''")}'`;
  return /^[ -~]*$/.test(text) ? quoted : `N${quoted}`;
}

import { quoteIdentifier } from '#engines/postgres/quote.ts';

interface Token {
  /** As it stands. */
  readonly text: string;
  /** An identifier, unquoted. */
  readonly name?: string;
}

/** Identifiers with what stands between them; texts and dollar-quoted bodies are passed over. */
function tokensOf(sql: string): readonly Token[] {
  const pattern =
    /E?'(?:[^'\\]|''|\\.)*'|\$(\w*)\$[\s\S]*?\$\1\$|"(?:[^"]|"")*"|[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*|[\s\S]/g;
  return [...sql.matchAll(pattern)].map(([text]) => {
    if (text.startsWith('"')) return { text, name: text.slice(1, -1).replaceAll('""', '"') };
    return /^[A-Za-z_\u0080-\uffff]/.test(text) && !text.endsWith("'") ? { text, name: text } : { text };
  });
}

/** `schema.old` as `schema.new`, and `old.` where it stands for that table. */
export function replaceRelation(sql: string, schema: string, old: string, name: string): string {
  const tokens = tokensOf(sql);
  const isQualified = (at: number) => tokens[at - 1]?.text === '.' && tokens[at - 2]?.name === schema;
  const isNamed = tokens.some((token, at) => token.name === old && isQualified(at));
  return tokens
    .map((token, at) => {
      if (token.name !== old) return token.text;
      const isAlias = isNamed && tokens[at + 1]?.text === '.' && tokens[at - 1]?.text !== '.';
      return isQualified(at) || isAlias ? quoteIdentifier(name) : token.text;
    })
    .join('');
}

/** The schema `old` as `name`, where something stands behind it. */
export function replaceSchema(sql: string, old: string, name: string): string {
  const tokens = tokensOf(sql);
  return tokens
    .map((token, at) =>
      token.name === old && tokens[at + 1]?.text === '.' && tokens[at - 1]?.text !== '.'
        ? quoteIdentifier(name)
        : token.text,
    )
    .join('');
}

/** A column in an expression of its own table: alone, or behind the table's name, OLD or NEW. */
export function replaceColumn(sql: string, old: string, name: string, tables: readonly string[]): string {
  const tokens = tokensOf(sql);
  return tokens
    .map((token, at) => {
      if (token.name !== old || tokens[at + 1]?.text === '(') return token.text;
      const isBehind = tokens[at - 1]?.text === '.';
      const owner = tokens[at - 2]?.name ?? '';
      return !isBehind || tables.includes(owner) ? quoteIdentifier(name) : token.text;
    })
    .join('');
}

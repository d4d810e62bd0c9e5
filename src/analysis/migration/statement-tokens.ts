/** A piece of SQL: a word, a "quoted name", a 'text' with what it holds, or a sign. */
export interface StatementToken {
  readonly kind: 'word' | 'name' | 'text' | 'sign';
  /** A word in small letters; a name and a text without their quotes. */
  readonly value: string;
}

// Loops over one class of letters each: texts may have megabytes.
const pieces =
  /--[^\n]*|\/\*[\s\S]*?\*\/|\$(\w*)\$([\s\S]*?)\$\1\$|[eE]'([^'\\]*(?:(?:\\[\s\S]|'')[^'\\]*)*)'|'([^']*(?:''[^']*)*)'|"([^"]*(?:""[^"]*)*)"|([\p{L}_][\p{L}\p{N}_$]*)|(\d[\d.]*)|(\S)/gu;

/**
 * The tokens of a statement without its comments. The body of a function is one text: what stands in it is not the statement's.
 * Made for questions such as "does it say IF EXISTS": what a statement does is told by its actions.
 */
export function statementTokens(statement: string): readonly StatementToken[] {
  const tokens: StatementToken[] = [];
  for (const [, , dollar, escaped, text, name, word, number, sign] of statement.matchAll(pieces)) {
    if (word !== undefined) tokens.push({ kind: 'word', value: word.toLowerCase() });
    else if (name !== undefined) tokens.push({ kind: 'name', value: name.replaceAll('""', '"') });
    else if (sign !== undefined || number !== undefined) tokens.push({ kind: 'sign', value: sign ?? number ?? '' });
    else if (dollar !== undefined) tokens.push({ kind: 'text', value: dollar });
    else if (escaped !== undefined || text !== undefined)
      tokens.push({ kind: 'text', value: (escaped ?? text ?? '').replaceAll("''", "'") });
  }
  return tokens;
}

/** The words one behind the other: `saysWords(statement, 'if', 'exists')`. */
export function saysWords(statement: string, ...words: readonly string[]): boolean {
  const tokens = statementTokens(statement);
  return tokens.some((_, at) =>
    words.every((word, offset) => {
      const token = tokens[at + offset];
      return token?.kind === 'word' && token.value === word;
    }),
  );
}

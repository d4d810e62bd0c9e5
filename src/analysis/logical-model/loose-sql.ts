/** A condition without what servers add and people leave out: casts, parentheses, spaces, BETWEEN and IN written out. */
export function looseSql(sql: string): string {
  const literals: string[] = [];
  const bare = sql
    .replace(/'(?:[^']|'')*'/g, (literal) => `\u0001${literals.push(literal) - 1}\u0002`)
    .replace(
      /::\s*"?[a-z_][\w.]*"?(?: varying| precision| with(?:out)? time zone)?(?:\(\d+(?:,\s*\d+)?\))?(?:\[\])*/gi,
      '',
    )
    .replace(/(\S+)\s+BETWEEN\s+(\S+)\s+AND\s+(\S+)/gi, '$1 >= $2 AND $1 <= $3')
    .replace(/\bIN\s*\(([^()]*)\)/gi, '= ANY (ARRAY[$1])')
    .replace(/\bINTERVAL\s+/gi, '')
    .replace(/\bchar_length\b/gi, 'length')
    .replace(/[\s()]+/g, '')
    .replace(/"([a-z_][a-z0-9_]*)"/g, '$1')
    .toLowerCase();
  return bare.replace(/\u0001(\d+)\u0002/g, (_, at) => literals[Number(at)] ?? '');
}

/** Parentheses decide what it means. */
export function isMixed(sql: string): boolean {
  const bare = sql.replace(/'(?:[^']|'')*'/g, '');
  return (/\bAND\b/i.test(bare) && /\bOR\b/i.test(bare)) || /\bNOT\b|[-+*/]/i.test(bare);
}

/** A type in the server's words: `varchar(20)` -> `character varying(20)`. */
export function serverType(type: string): string {
  return type
    .trim()
    .replace(/\s*,\s*/g, ',')
    .replace(/^(\w+)/, (word) => serverWords[word.toLowerCase()] ?? word)
    .replace(/^(timestamp|time)(\(\d\))?$/, '$1$2 without time zone')
    .replace(/^(timestamp|time)tz(\(\d\))?/, '$1$2 with time zone');
}

const serverWords: Readonly<Record<string, string>> = {
  varchar: 'character varying',
  char: 'character',
  int: 'integer',
  int2: 'smallint',
  int4: 'integer',
  int8: 'bigint',
  bool: 'boolean',
  decimal: 'numeric',
  float8: 'double precision',
  float4: 'real',
};

/**
 * `(ARRAY['a'::character varying, …])::text[]` reads back as an array whose every element is cast, which is another
 * expression and prints otherwise. With a cast to the elements' own type between, the expression stays what it was.
 * https://github.com/postgres/postgres/blob/master/src/backend/parser/parse_expr.c (transformTypeCast)
 */
export function keepArrayCast(sql: string): string {
  let out = '';
  let rest = sql;
  for (let at = rest.indexOf('(ARRAY['); at >= 0; at = rest.indexOf('(ARRAY[')) {
    const end = closing(rest, at + '(ARRAY'.length);
    const cast = /^\]\)::[^,;)]*?\[\]/.exec(rest.slice(end));
    const body = rest.slice(at + '(ARRAY['.length, end);
    const type = cast === null ? undefined : commonType(body);
    if (end < 0 || type === undefined) {
      out += rest.slice(0, at + '(ARRAY['.length);
      rest = rest.slice(at + '(ARRAY['.length);
    } else {
      out += `${rest.slice(0, at)}((ARRAY[${body}])::${type}[])`;
      rest = rest.slice(end + '])'.length);
    }
  }
  return out + rest;
}

/** Where the bracket at `open` closes; texts and quoted names are passed over. -1: nowhere. */
function closing(sql: string, open: number): number {
  let depth = 0;
  for (let at = open; at < sql.length; at += 1) {
    const mark = sql[at];
    if (mark === "'" || mark === '"') {
      at = sql.indexOf(mark, at + 1);
      if (at < 0) return -1;
    } else if (mark === '[') depth += 1;
    else if (mark === ']') {
      depth -= 1;
      if (depth === 0) return at;
    }
  }
  return -1;
}

/** The type that every element of a list of literals is cast to. */
function commonType(elements: string): string | undefined {
  const types = [...elements.matchAll(/'(?:[^']|'')*'::([a-z ."_0-9]+?)(?=, |$)/g)];
  const whole = types.map(([text]) => text).join(', ');
  const [first] = types;
  return whole === elements && types.every((type) => type[1] === first?.[1]) ? first?.[1] : undefined;
}

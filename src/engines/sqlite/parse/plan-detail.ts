/** What one line of EXPLAIN QUERY PLAN says. https://www.sqlite.org/eqp.html */
export type PlanDetail =
  /** Reads a table, a subquery or a WITH query: whole, or searched by the terms. */
  | {
      readonly kind: 'scan';
      readonly search: boolean;
      /** Alias, where the query gave one, else the table; a subquery's own name: `(subquery-2)`. */
      readonly name: string;
      readonly index?: string;
      /** The table's own tree is searched: by rowid, or by the key of a WITHOUT ROWID table. */
      readonly primaryKey: boolean;
      /** The table itself is not visited. */
      readonly covering: boolean;
      /** Made for this query alone, and thrown away. */
      readonly automatic: boolean;
      readonly virtual: boolean;
      readonly leftJoin: boolean;
      /** `customer_id=? AND created_at>?` */
      readonly terms?: string;
    }
  | { readonly kind: 'constant' }
  | { readonly kind: 'multi-or' }
  /** A term of a MULTI-INDEX OR, an arm of a compound, the parts of a recursive query. */
  | { readonly kind: 'part'; readonly name: string }
  /** Rows are put into a temporary B-tree. */
  | { readonly kind: 'sort'; readonly for: string; readonly lastTerms?: number }
  /** A named subquery that is made once: kept, or handed on as it comes. */
  | { readonly kind: 'derived'; readonly name: string; readonly kept: boolean }
  /** A subquery in an expression. */
  | { readonly kind: 'subquery'; readonly name: string; readonly correlated: boolean }
  | { readonly kind: 'compound'; readonly name: string; readonly sorted: boolean }
  | { readonly kind: 'bloom-filter'; readonly name?: string }
  /** Says nothing that costs: REUSE LIST SUBQUERY, USING INDEX … FOR IN-OPERATOR. */
  | { readonly kind: 'note'; readonly text: string }
  | { readonly kind: 'unknown'; readonly text: string };

/** Reads a line of SQLite 3.24 to 3.5x; versions before 3.36 wrote the word TABLE. */
export function planDetail(text: string): PlanDetail {
  const line = text.trim();
  return scan(line) ?? others(line) ?? { kind: 'unknown', text: line };
}

function scan(line: string): PlanDetail | undefined {
  if (/^SCAN (?:\d+ )?CONSTANT ROWS?/.test(line)) return { kind: 'constant' };
  const head = /^(SCAN|SEARCH) (?:TABLE |SUBQUERY )?(.+?)(?= USING | VIRTUAL TABLE | LEFT-JOIN$| \(~|$)(.*)$/s.exec(
    line,
  );
  if (head === null) return undefined;
  const [, verb, named = '', rest = ''] = head;
  const using = /USING (AUTOMATIC )?(?:PARTIAL )?(COVERING )?(INDEX|PRIMARY KEY|INTEGER PRIMARY KEY|ROWID SEARCH)/.exec(
    rest,
  );
  const index = /INDEX (\S+|"(?:[^"]|"")+")(?= \(| LEFT-JOIN|$)/.exec(rest)?.[1];
  const terms = /\(((?:[^()]|\([^()]*\))*)\)(?: LEFT-JOIN)?$/.exec(rest.replace(/ \(~\d+ rows?\)$/, ''))?.[1];
  const isIndex = using?.[3] === 'INDEX';
  const isAutomatic = using?.[1] !== undefined;
  return {
    kind: 'scan',
    search: verb === 'SEARCH',
    // `orders AS o` in versions before 3.36.
    name: named.replace(/^.* AS /s, ''),
    ...(isIndex && !isAutomatic && index !== undefined ? { index } : {}),
    primaryKey: using !== null && !isIndex,
    covering: using?.[2] !== undefined,
    automatic: isAutomatic,
    virtual: rest.includes(' VIRTUAL TABLE '),
    leftJoin: rest.endsWith('LEFT-JOIN'),
    ...(terms === undefined ? {} : { terms }),
  };
}

function others(line: string): PlanDetail | undefined {
  const sort = /^USE TEMP B-TREE FOR (?:(?:LAST|RIGHT PART)(?: (\d+) TERMS?| TERM)? OF )?(.+)$/.exec(line);
  if (sort !== null) {
    const isLast = /FOR (LAST|RIGHT PART)/.test(line);
    return { kind: 'sort', for: sort[2] ?? '', ...(isLast ? { lastTerms: Number(sort[1] ?? 1) } : {}) };
  }
  const derived = /^(MATERIALIZE|CO-ROUTINE) (.+)$/.exec(line);
  if (derived !== null) return { kind: 'derived', name: derived[2] ?? '', kept: derived[1] === 'MATERIALIZE' };
  const subquery = /^(?:EXECUTE )?(CORRELATED )?((?:SCALAR|LIST) SUBQUERY(?: \d+)?)$/.exec(line);
  if (subquery !== null) return { kind: 'subquery', name: subquery[2] ?? '', correlated: subquery[1] !== undefined };
  if (line === 'MULTI-INDEX OR') return { kind: 'multi-or' };
  if (/^COMPOUND QUERY$|^MERGE \(/.test(line))
    return { kind: 'compound', name: line, sorted: line.startsWith('MERGE') };
  if (
    /^(INDEX \d+|LEFT-MOST SUBQUERY|LEFT|RIGHT|SETUP|RECURSIVE STEP|(UNION|EXCEPT|INTERSECT)( ALL| USING TEMP B-TREE)?)$/.test(
      line,
    )
  ) {
    return { kind: 'part', name: line };
  }
  const bloom = /^(?:CREATE )?BLOOM FILTER(?: ON (\S+))?/.exec(line);
  if (bloom !== null) return { kind: 'bloom-filter', ...(bloom[1] === undefined ? {} : { name: bloom[1] }) };
  if (/^(REUSE |USING .* FOR IN-OPERATOR$|RIGHT-JOIN )/.test(line)) return { kind: 'note', text: line };
  return undefined;
}

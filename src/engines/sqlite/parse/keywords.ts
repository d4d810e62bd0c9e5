/**
 * Words that are no names unless they are quoted, and those that are names only where the grammar leaves no other way.
 * https://www.sqlite.org/lang_keywords.html
 */
export const keywords: ReadonlySet<string> = new Set(
  `abort action add after all alter always analyze and as asc attach autoincrement before begin between by cascade case
  cast check collate column commit conflict constraint create cross current current_date current_time
  current_timestamp database default deferrable deferred delete desc detach distinct do drop each else end escape
  except exclude exclusive exists explain fail filter first following for foreign from full generated glob group groups
  having if ignore immediate in index indexed initially inner insert instead intersect into is isnull join key last left
  like limit match materialized natural no not nothing notnull null nulls of offset on or order others outer over
  partition plan pragma preceding primary query raise range recursive references regexp reindex release rename replace
  restrict returning right rollback row rows savepoint select set table temp temporary then ties to transaction trigger
  unbounded union unique update using vacuum values view virtual when where window with within without`.split(/\s+/),
);

/** They are identifiers to SQLite's parser, yet stand for values where no column has the name. */
export const truths: ReadonlySet<string> = new Set(['true', 'false']);

/** Keywords that open a list in parentheses and call nothing. Every other word before one is a function. */
export const opensList: ReadonlySet<string> = new Set(
  `all and as between by case cast check collate conflict do else escape except exists filter from having in intersect
  into is join like limit match materialized not of offset on or over partition returning select set then union using
  values when where with glob regexp distinct table`.split(/\s+/),
);

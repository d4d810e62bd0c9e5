import { literalDefault } from '#analysis/schema-forms/literal-default.ts';
import type { CatalogObject, DatabaseSchema, Table } from '#vocabulary/database-schema.ts';
import { looseSql, serverType } from './loose-sql.ts';

/** How the words of one dialect's schema are read in those of the model. */
export interface SchemaWords {
  /** Types that are the same have the same spelling. */
  readonly type: (type: string) => string;
  /** The type in PostgreSQL's words, by which domains are told; undefined where it has none. */
  readonly neutral: (type: string) => string | undefined;
  /** Values of an enumeration: `enum('a','b')`. */
  readonly labels?: (type: string) => readonly string[] | undefined;
  /** SQL with names, literals and functions written as the model writes them. */
  readonly plain: (sql: string) => string;
  /** All dialects have the words of this plain SQL. */
  readonly isCommon: (plain: string) => boolean;
  /** The value of a default: a literal, `now`, SQL of the model's words; undefined where only this dialect has it. */
  readonly preset: (sql: string) => string | number | boolean | { readonly sql: string } | undefined;
  /** Whole numbers of the design have 64 bits: what is read may need them. */
  readonly wholeIsBig?: boolean;
  /** Its own SQL may stand in the model: the model's SQL is PostgreSQL's. */
  readonly keepsSql: boolean;
  /** The schema says CHECKs: a domain that wants one and has none is not meant. */
  readonly saysChecks: boolean;
  /** Any domain whose CHECK stands there is meant, whatever the name. */
  readonly tellsByCheck: boolean;
  /** Moments of all types are the model's own created_at and updated_at; the exact type is kept beside. */
  readonly anyMoment: boolean;
  /** Tables whose updated_at is kept as the design would, and the objects that it takes. */
  readonly touches?: (schema: DatabaseSchema) => Touches;
  /** A table in which what stands for a condition, as the design has no other means, is the condition. */
  readonly told?: (table: Table) => Table;
  /** What CREATE TABLE does not say: statements after it. */
  readonly further?: (table: Table) => readonly string[];
  /** Clauses of storage are kept as they are. */
  readonly keepsOptions: boolean;
}

export interface Touches {
  readonly tables: ReadonlySet<string>;
  readonly objects: ReadonlySet<CatalogObject>;
}

/** PostgreSQL's words are the model's. */
export const postgresWords: SchemaWords = {
  type: serverType,
  neutral: (type) => type,
  plain: (sql) => sql,
  isCommon: () => true,
  preset: (sql) =>
    /^(?:now\(\)|CURRENT_TIMESTAMP|CURRENT_DATE)$/i.test(sql) ? 'now' : (literalDefault(sql) ?? { sql }),
  keepsSql: true,
  saysChecks: true,
  tellsByCheck: false,
  anyMoment: false,
  keepsOptions: false,
};

/** SQL of a dialect, loosely, for comparisons: quotes of names mean nothing where servers do not tell capitals apart. */
export function looseIn(sql: string, words: SchemaWords): string {
  const loose = looseSql(words.plain(sql));
  return words.keepsSql ? loose : loose.replaceAll('"', '');
}

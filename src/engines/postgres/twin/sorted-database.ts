import { collationOf, collationQuery } from '#engines/postgres/inspect/collation.ts';
import { quoteIdentifier, quoteLiteral } from '#engines/postgres/quote.ts';
import type { DatabaseSchema } from '#vocabulary/database-schema.ts';
import { serverMessage, type TwinConnection } from './connection.ts';

type Collation = NonNullable<DatabaseSchema['collation']>;

const databaseName = 'dbwright';
/** First major whose databases may sort by ICU. */
const icuDatabasesSince = 15;

/**
 * Makes a database that sorts text as the target's does: the planner looks constants up in histograms by that order,
 * and only under "C" does a plain B-tree serve LIKE 'x%'. Gives its name; undefined where the server's own database
 * will do, and where no better one can be had, which is then said in `notes`.
 * https://www.postgresql.org/docs/18/sql-createdatabase.html
 */
export async function createSortedDatabase(
  connection: TwinConnection,
  major: number,
  wanted: Collation,
  notes: string[],
): Promise<string | undefined> {
  const own = collationOf(await connection.query(collationQuery));
  const isOwn = own !== undefined && own.provider === wanted.provider && own.name === wanted.name;
  if (isOwn) return undefined;
  const clauses = localeClauses(wanted, major);
  let why = clauses.length === 0 ? `PostgreSQL ${major} has no such databases` : '';
  for (const clause of clauses) {
    try {
      await connection.query(
        `CREATE DATABASE ${quoteIdentifier(databaseName)} TEMPLATE template0 ENCODING 'UTF8' ${clause.sql}`,
      );
      if (clause.isNear) notes.push(otherOrder(clause.isNear, wanted));
      return databaseName;
    } catch (error) {
      why = serverMessage(error);
    }
  }
  if (own === undefined || !(sortsAsRoot(own) && sortsAsRoot(wanted))) {
    notes.push(`${otherOrder(own?.name ?? 'its own', wanted)} Why: ${why}.`);
  }
  return undefined;
}

/** Under such a collation, and no other, a plain B-tree serves LIKE 'x%'. `C.UTF-8` of libc is none of them. */
export function isByteOrder({ provider, name }: Collation): boolean {
  return /^b/.test(provider) || /^(C|POSIX)$/.test(name);
}

/** English and the root collation of ICU differ in nothing that a histogram would feel. */
export function sortsAsRoot({ provider, name }: Collation): boolean {
  return /^(und|en)\b|^en_/i.test(name) && !/-u-/.test(name) && /^(icu|libc)$/.test(provider);
}

export function otherOrder(ours: string, { provider, name }: Collation): string {
  return `The twin sorts text by ${ours} rules, your database by ${name} (${provider}): estimates for ranges of text may differ.`;
}

/** ICU in PGlite lacks the tables for collations that see no difference between some letters: it compares bytes. */
export function blindCollationNotes(schema: DatabaseSchema): readonly string[] {
  return schema.objects
    .filter(({ kind, definition }) => kind === 'collation' && /deterministic\s*=\s*false/i.test(definition))
    .map(
      ({ schema: place, name }) =>
        `PGlite compares text of the collation ${place}.${name} byte by byte, your server does not: conditions on such columns are planned wrongly.`,
    );
}

interface LocaleClause {
  readonly sql: string;
  /** What it sorts by, where that is only near the wanted order. */
  readonly isNear?: string;
}

/** What to try, the best first. */
function localeClauses(wanted: Collation, major: number): readonly LocaleClause[] {
  const provider = (name: string) => (major >= icuDatabasesSince ? `LOCALE_PROVIDER ${name} ` : '');
  const libc = (name: string) => `${provider('libc')}LC_COLLATE ${quoteLiteral(name)} LC_CTYPE ${quoteLiteral(name)}`;
  const icu = (name: string) => `${provider('icu')}ICU_LOCALE ${quoteLiteral(name)}`;
  if (isByteOrder(wanted)) return [{ sql: libc('C') }];
  if (wanted.provider === 'icu') return major >= icuDatabasesSince ? [{ sql: icu(wanted.name) }] : [];
  const language = /^([a-z]{2,3})(?:_([A-Z]{2}))?/.exec(wanted.name);
  if (language === null || major < icuDatabasesSince) return [{ sql: libc(wanted.name) }];
  // A locale of libc that is not installed here: ICU knows the language too.
  const name = [language[1], language[2]].filter(Boolean).join('-');
  const near = sortsAsRoot(wanted) ? { sql: icu(name) } : { sql: icu(name), isNear: `ICU's ${name}` };
  return [{ sql: libc(wanted.name) }, near];
}

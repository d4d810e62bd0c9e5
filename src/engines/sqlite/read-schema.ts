import type { Context } from '#contracts/context.ts';
import { ProblemError, problem } from '#contracts/problem-error.ts';
import type { Lexis } from '#engines/sql/read/lexis.ts';
import { placesIn, refusePlainly } from '#engines/sql/read/read-ddl.ts';
import { splitScript } from '#engines/sql/read/split-script.ts';
import type { DatabaseSchema } from '#vocabulary/database-schema.ts';
import { openScratch, type Scratch } from './connect/scratch.ts';
import { inspectDatabase } from './inspect.ts';
import { codeTokens, unquoted } from './parse/tokens.ts';
import { commentsIn, withComments } from './read-comments.ts';

/** https://www.sqlite.org/lang_keywords.html */
export const sqliteLexis: Lexis = {
  names: '"`[',
  texts: "'",
  backslashes: false,
  hashComments: false,
  dollarTexts: false,
  versionedComments: false,
};

interface Step {
  readonly sql: string;
  /** Where it begins in the file. */
  readonly start: number;
}

/** Faults that are told: a file of another kind has one in each line. */
const most = 1000;
/** Letters of a statement: longer is what a lost quote makes of a dump. */
const longest = 1_000_000;

/**
 * The schema that a script makes, found out by running what makes tables, indexes, views and triggers in a database of
 * our own; rows are passed over. What did not run stands in `unread` with line and column.
 * Errors: invalid (the file is no DDL).
 */
export async function readSchema(text: string, context: Context): Promise<DatabaseSchema> {
  refusePlainly(text);
  const { steps, rows, unread } = stepsOf(text);
  if (steps.length === 0 && unread.length === 0) {
    throw problem(
      'invalid',
      'There is nothing in this file that makes a schema.',
      'Give CREATE TABLE statements of SQLite.',
    );
  }
  const scratch = await openScratch(':memory:', { statementMs: 10_000, signal: context.signal });
  try {
    const faults = await run(steps, scratch, text, context);
    context.progress({ message: 'reading the schema' });
    const schema = await inspectDatabase({ read: scratch.all });
    const passed =
      rows === 0
        ? []
        : [
            `${rows} ${rows === 1 ? 'statement that adds rows was' : 'statements that add rows were'} passed over: a schema has none.`,
          ];
    const bare = withoutSizes({ ...schema, unread: [...unread, ...faults, ...schema.unread, ...passed] });
    return withComments(bare, commentsIn(steps.map(({ sql }) => sql)));
  } finally {
    await scratch.close();
  }
}

/** An empty database has no sizes worth telling. */
function withoutSizes(schema: DatabaseSchema): DatabaseSchema {
  return {
    ...schema,
    tables: schema.tables.map(({ rows: _, bytes: __, indexes, ...table }) => ({
      ...table,
      indexes: indexes.map(({ bytes: ___, ...index }) => index),
    })),
  };
}

function stepsOf(text: string): {
  readonly steps: readonly Step[];
  readonly rows: number;
  readonly unread: readonly string[];
} {
  const place = placesIn(text);
  const steps: Step[] = [];
  const unread: string[] = [];
  let rows = 0;
  let further = 0;
  for (const { text: sql, start } of splitScript(text, sqliteLexis, { delimiters: false, batches: false })) {
    const head = /^\s*([A-Za-z]+)(?:\s+([A-Za-z]+))?/.exec(sql);
    const word = head?.[1]?.toUpperCase() ?? '';
    if (word === 'CREATE' && sql.length > longest) {
      unread.push(`Line ${place(start)}: not understood: a statement of ${sql.length} letters makes no table.`);
      continue;
    }
    const hidden = word === 'INSERT' ? virtualTable(sql) : undefined;
    if (hidden !== undefined) steps.push({ sql: hidden, start });
    else if (word === 'INSERT' || word === 'REPLACE') rows++;
    else if (word === 'CREATE' || word === 'DROP' || (word === 'ALTER' && head?.[2]?.toUpperCase() === 'TABLE'))
      steps.push({ sql, start });
    else if (!passedOver.has(word)) {
      if (unread.length < most)
        unread.push(
          `Line ${place(start)}: not understood: "${sql.trim().slice(0, 40)}" begins no statement of SQLite.`,
        );
      else further++;
    }
  }
  if (further > 0) unread.push(`Line ${place(text.length)}: not understood: ${further} more statements.`);
  return { steps, rows, unread };
}

const passedOver: ReadonlySet<string> = new Set(
  'PRAGMA BEGIN COMMIT ROLLBACK END SAVEPOINT RELEASE ANALYZE REINDEX VACUUM DELETE UPDATE SELECT EXPLAIN ATTACH DETACH WITH'.split(
    ' ',
  ),
);

/** `.dump` writes virtual tables into the catalog by hand: INSERT INTO sqlite_schema … VALUES('table',…,'CREATE VIRTUAL TABLE …'). */
function virtualTable(sql: string): string | undefined {
  if (sql.length > 100_000 || !/^\s*INSERT\s+INTO\s+sqlite_(?:schema|master)\b/i.test(sql)) return undefined;
  const texts = codeTokens(sql)
    .filter(({ kind }) => kind === 'string')
    .map(unquoted);
  return texts.find((text) => /^\s*CREATE\s+VIRTUAL\s+TABLE\b/i.test(text));
}

/** In the order of the file; what needs what comes later is run once more at the end. */
async function run(
  steps: readonly Step[],
  scratch: Scratch,
  text: string,
  context: Context,
): Promise<readonly string[]> {
  const place = placesIn(text);
  const faults: string[] = [];
  const waiting: Step[] = [];
  const attempt = async (step: Step, isLast: boolean) => {
    context.signal.throwIfAborted();
    try {
      await scratch.exec(step.sql);
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      const why = error.message.replace(/^The scratch database: /, '').replace(/\.$/, '');
      const isSyntax = /syntax error|unrecognized token|incomplete input/.test(why);
      // Dumps make what virtual tables keep for themselves; it is there already, or may not be made.
      if (/^object name reserved|already exists/.test(why) && isKept(step.sql)) return;
      if (!isSyntax && !isLast) waiting.push(step);
      else if (faults.length < most) faults.push(told(step, why, isSyntax, place));
    }
  };
  for (const [at, step] of steps.entries()) {
    if (at % 200 === 199) context.progress({ message: 'making the schema', share: at / steps.length });
    await attempt(step, false);
  }
  for (const step of waiting) await attempt(step, true);
  return faults;
}

function isKept(sql: string): boolean {
  return /^\s*CREATE\s+TABLE\s+IF\s+NOT\s+EXISTS\s+['"]\w+_(?:data|idx|content|docsize|config|node|parent|rowid|segments|segdir|stat)['"]/i.test(
    sql,
  );
}

function told({ sql, start }: Step, why: string, isSyntax: boolean, place: (offset: number) => string): string {
  const near = /near "([\s\S]*)": syntax error/.exec(why)?.[1] ?? /unrecognized token: "([\s\S]*)"/.exec(why)?.[1];
  const [line = '1'] = place(start).split(',');
  if (!isSyntax) return `Line ${line}: "${sql.trim().slice(0, 60)}" did not run: ${why}. Mend it or leave it out.`;
  const places =
    near === undefined ? [] : codeTokens(sql).filter((token) => token.text === near || token.text.startsWith(near));
  const [only] = places.length === 1 ? places : [];
  const at = place(start + (only?.start ?? 0));
  return `Line ${at}: not understood: ${why}.`;
}

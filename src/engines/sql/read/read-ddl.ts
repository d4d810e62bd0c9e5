import type { Context } from '#contracts/context.ts';
import { problem } from '#contracts/problem-error.ts';
import type { DatabaseSchema } from '#vocabulary/database-schema.ts';
import { SyntaxFault } from './cursor.ts';
import { newDraft } from './drafts.ts';
import type { ReadDialect } from './read-dialect.ts';
import { readStatement } from './read-statement.ts';
import { schemaOfDraft } from './schema-of-draft.ts';
import { splitScript } from './split-script.ts';

/** Faults after which reading ends: a file of another kind has one in each line. */
const most = 1000;

/**
 * The schema that a script of a dialect makes, read by a grammar of its DDL: no server is needed. What is wrong stands in
 * `unread` with line and column; what the schema has no words for is named there too.
 * Errors: invalid (the file is no DDL).
 */
export function readDdl(text: string, dialect: ReadDialect, context: Context): DatabaseSchema {
  refusePlainly(text);
  const draft = newDraft(dialect);
  const faults: string[] = [];
  const place = placesIn(text);
  let done = 0;
  for (const part of splitScript(text, dialect.lexis, dialect.rules)) {
    context.signal.throwIfAborted();
    if (++done % 2000 === 0) context.progress({ message: 'reading the schema', share: part.start / text.length });
    try {
      readStatement(part, draft);
    } catch (error) {
      if (!(error instanceof SyntaxFault)) throw error;
      faults.push(`Line ${place(error.at)}: not understood: ${error.message}.`);
      if (faults.length < most) continue;
      faults.push(
        `Line ${place(part.start)}: not understood: nor are ${most} statements before it, so what follows is not read.`,
      );
      break;
    }
  }
  const schema = schemaOfDraft(draft, faults);
  if (schema.tables.length + schema.views.length + schema.objects.length === 0 && faults.length === 0) {
    throw problem(
      'invalid',
      'There is nothing in this file that makes a schema.',
      `Give CREATE TABLE statements of ${dialect.name}.`,
    );
  }
  return schema;
}

export function refusePlainly(text: string): void {
  if (text.trim() === '')
    throw problem('invalid', 'This schema file is empty.', 'Give a file of CREATE TABLE statements.');
  if (text.includes('\0'))
    throw problem('invalid', 'This is a binary file, not SQL.', 'Give a file of CREATE TABLE statements.');
  if (/^\s*[{[<](?!\w+\])/.test(text)) {
    throw problem('invalid', 'This looks like JSON or markup, not SQL.', 'Give CREATE TABLE statements.');
  }
}

/** "12, column 8" of an offset; they are asked for in the order of the text. */
export function placesIn(text: string): (offset: number) => string {
  let line = 1;
  let from = 0;
  return (offset) => {
    if (offset < from) [line, from] = [1, 0];
    for (let end = text.indexOf('\n', from); end >= 0 && end < offset; end = text.indexOf('\n', from)) {
      line++;
      from = end + 1;
    }
    return `${line}, column ${offset - from + 1}`;
  };
}

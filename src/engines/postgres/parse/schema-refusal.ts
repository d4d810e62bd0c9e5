import { problem } from '#contracts/problem-error.ts';

/** Says at once what kind of file it is, where it is not SQL. */
export function refusePlainly(text: string): void {
  if (text.startsWith('PGDMP')) {
    throw problem(
      'invalid',
      'This is an archive of pg_dump, not SQL.',
      'Make SQL of it: pg_restore --schema-only --file schema.sql the-archive',
    );
  }
  if (text.includes('\0')) {
    throw problem('invalid', 'This is a binary file, not SQL.', 'Give a file such as "pg_dump --schema-only" writes.');
  }
  if (text.trim() === '') {
    throw problem('invalid', 'This schema file is empty.', 'Give a file such as "pg_dump --schema-only" writes.');
  }
  if (/^\s*[{[<]/.test(text)) {
    throw problem('invalid', 'This looks like JSON or markup, not SQL.', 'Give CREATE TABLE statements.');
  }
}

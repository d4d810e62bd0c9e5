import { join } from 'node:path';
import pg from 'pg';
import type { Engine } from '#contracts/engine.ts';
import { postgres } from '#engines/postgres/engine.ts';
import { sqlite } from '#engines/sqlite/engine.ts';
import { startTestServer } from '../../servers.ts';
import { hasSqlite, native, temporaryFolder } from '../sqlite/native.ts';

/** An engine with the same small library of books in it, and what its dialect says in its own way. */
export interface Subject {
  readonly engine: Engine;
  readonly available: boolean;
  readonly schema: string;
  /** A parameter that stands in the text. */
  readonly parameter: string;
  readonly start: () => Promise<{ readonly url: string; readonly stop: () => Promise<void> }>;
}

const tables = (serial: string) => `
  CREATE TABLE author (id ${serial} PRIMARY KEY, name text NOT NULL, country text);
  CREATE TABLE book (id ${serial} PRIMARY KEY, author_id integer NOT NULL REFERENCES author (id), title text NOT NULL,
                     pages integer, added text);
  CREATE INDEX book_title ON book (title);
  CREATE VIEW thick AS SELECT id, title FROM book WHERE pages > 900;`;

const rows = (series: (last: number) => string) => `
  INSERT INTO author SELECT i, 'name ' || i, CASE i % 4 WHEN 0 THEN 'CH' ELSE 'DE' END FROM ${series(500)};
  INSERT INTO book SELECT i, 1 + i * 7919 % 500, 'title ' || i, i % 1000, 'day ' || (i % 365) FROM ${series(20_000)};`;

const sqliteSeries = (last: number) =>
  `(WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${last}) SELECT i FROM n) AS n`;

export const subjects: readonly Subject[] = [
  {
    engine: postgres,
    available: true,
    schema: 'public',
    parameter: '$1',
    start: async () => {
      const server = await startTestServer({});
      const client = new pg.Client({ connectionString: server.url });
      await client.connect();
      await client.query(`${tables('integer')} ${rows((last) => `generate_series(1, ${last}) AS n(i)`)}`);
      await client.query('VACUUM (ANALYZE)');
      await client.end();
      return { url: server.url, stop: () => server.stop() };
    },
  },
  {
    engine: sqlite,
    available: hasSqlite,
    schema: 'main',
    parameter: ':author',
    start: async () => {
      const folder = temporaryFolder();
      const file = join(folder.path, 'library.db');
      native(file, `${tables('INTEGER')} ${rows(sqliteSeries)} ANALYZE;`);
      return { url: `sqlite://${file}`, stop: async () => folder.remove() };
    },
  },
];

import type { Indexing } from '#vocabulary/database-schema.ts';

/** What indexes SQLite knows. https://www.sqlite.org/lang_createindex.html */
export const sqliteIndexing: Indexing = {
  methods: ['btree'],
  include: false,
  holdsPrimaryKey: true,
  prefix: 'nocase',
  patterns: 'needs full-text search (FTS5 with the trigram tokenizer): no B-tree finds the middle of a text',
  building: 'CREATE INDEX lets nobody else write to the file until it is done; readers go on in WAL mode',
};

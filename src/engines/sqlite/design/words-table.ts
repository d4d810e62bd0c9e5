import type { Dialect } from '#analysis/physical-design/dialect.ts';
import { shortened } from '#analysis/physical-design/shortened-name.ts';
import { quoteIdentifier as q, quoteLiteral } from '#engines/sqlite/quote.ts';
import type { Table } from '#vocabulary/database-schema.ts';
import type { IndexDefinition } from '#vocabulary/index-definition.ts';

type Made = ReturnType<Dialect['statements']>[number];

export function wordsTable(table: string, column: string): string {
  return shortened(`words_${table}_${column.replaceAll('"', '')}`, 63);
}

/**
 * What stands for an index of words: a table of FTS5 that holds no texts of its own, kept by three triggers. With
 * trigrams any part of a text of three letters or more is found. https://www.sqlite.org/fts5.html#external_content_tables
 */
export function wordsStatements(table: Table, { keys }: IndexDefinition): readonly Made[] {
  const column = keys[0]?.column ?? '';
  const words = wordsTable(table.name, column);
  const row = table.columns.find(({ identity }) => identity !== undefined)?.name ?? 'rowid';
  const add = `INSERT INTO ${q(words)} (rowid, ${q(column)}) VALUES (NEW.${q(row)}, NEW.${q(column)});`;
  const remove = `INSERT INTO ${q(words)} (${q(words)}, rowid, ${q(column)}) VALUES ('delete', OLD.${q(row)}, OLD.${q(column)});`;
  const trigger = (word: string, event: string, ...body: readonly string[]): Made => {
    const name = shortened(`trg_${words}_${word}`, 63);
    return {
      of: `trigger ${name}`,
      text: [
        `CREATE TRIGGER ${q(name)} ${event} ON ${q(table.name)}`,
        'BEGIN',
        ...body.map((line) => `  ${line}`),
        'END',
      ].join('\n'),
      undo: `DROP TRIGGER ${q(name)}`,
    };
  };
  return [
    {
      of: `table ${words}`,
      text: `CREATE VIRTUAL TABLE ${q(words)} USING fts5(${q(column)}, content = ${quoteLiteral(table.name)}, content_rowid = ${quoteLiteral(row)}, tokenize = 'trigram')`,
      undo: `DROP TABLE ${q(words)}`,
    },
    trigger('added', 'AFTER INSERT', add),
    trigger('removed', 'AFTER DELETE', remove),
    trigger('changed', `AFTER UPDATE OF ${q(column)}`, remove, add),
  ];
}

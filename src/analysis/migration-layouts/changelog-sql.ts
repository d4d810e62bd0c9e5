import type { ChangeSet } from './changelog.ts';
import type { LayoutFile } from './layout.ts';
import { markedSections, type PlacedText } from './marked-sections.ts';

const head = /^\s*--\s*liquibase\s+formatted\s+sql/i;
const marks = /^[ \t]*--[ \t]*changeset[ \t]+(?<id>"[^"]*"|[^\s:]+):(?<name>"[^"]*"|\S+)(?<attributes>.*)$/gim;

export function isFormattedSql({ text }: LayoutFile): boolean {
  return head.test(text);
}

/** https://docs.liquibase.com/concepts/changelogs/sql-format.html */
export function readFormattedSql({ text }: LayoutFile): readonly ChangeSet[] {
  return markedSections(text, marks).map(({ mark, markLine, text: body, line }) => {
    const { id: author = '', name: id = '', attributes = '' } = mark.groups ?? {};
    const said = (name: string) =>
      new RegExp(`\\b${name}:(?:"([^"]*)"|(\\S+))`, 'i')
        .exec(attributes)
        ?.slice(1)
        .find((value) => value !== undefined);
    const dbms = said('dbms');
    return {
      kind: 'change-set',
      id: unquoted(id),
      author: unquoted(author),
      line: markLine,
      ...(dbms === undefined ? {} : { dbms }),
      runInTransaction: said('runInTransaction')?.toLowerCase() !== 'false',
      parts: [{ kind: 'sql', sql: { text: withSemicolons(body, said('endDelimiter')), line } }],
      rollback: rollbackOf(body, line),
    };
  });
}

/** Lines behind `--rollback`, and what stands in a comment that begins with "liquibase rollback". */
function rollbackOf(body: string, line: number): readonly PlacedText[] {
  const lines = body.split('\n').flatMap((text, at) => {
    const { sql } = /^\s*--\s*rollback\s+(?<sql>.*)$/i.exec(text)?.groups ?? {};
    return sql === undefined || /^(?:empty|not required)\s*$/i.test(sql) ? [] : [{ text: sql, line: line + at }];
  });
  const blocks = [...body.matchAll(/\/\*\s*liquibase\s+rollback[^\S\n]*\n?(?<sql>[\s\S]*?)\*\//gi)].map((match) => {
    const sql = match.groups?.['sql'] ?? '';
    const before = match.index + match[0].length - 2 - sql.length;
    return { text: sql, line: line + body.slice(0, before).split('\n').length - 1 };
  });
  return [...lines, ...blocks];
}

/** Statements that end in another way: `endDelimiter:/`, `endDelimiter:GO`. */
function withSemicolons(sql: string, delimiter: string | undefined): string {
  if (delimiter === undefined || delimiter === ';' || /[\\()[\]]/.test(delimiter)) return sql;
  const written = delimiter.replace(/[.*+?^${}|]/g, '\\$&');
  const isWord = /^\w/.test(delimiter);
  return sql.replace(
    new RegExp(isWord ? `^[ \\t]*${written}[ \\t]*(?=\\r?$)` : `${written}[ \\t]*(?=\\r?$)`, 'gim'),
    ';',
  );
}

function unquoted(text: string): string {
  return text.replace(/^"|"$/g, '');
}

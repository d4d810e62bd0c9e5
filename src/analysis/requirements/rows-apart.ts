import type { ModelPart } from '#analysis/domains/domain.ts';
import { readInsert, writeInsert } from '#analysis/model-statements/insert-statement.ts';
import {
  type Entities,
  entitiesByTable,
  madeKeys,
  moveConditions,
  moveRows,
  withKeys,
} from '#analysis/model-statements/key-literals.ts';
import { statementsOf, withStatements } from '#analysis/model-statements/part-statements.ts';
import type { Attribute } from '#vocabulary/logical-attribute.ts';

/**
 * The rows of a domain's scenarios beside those of the domains before it: keys of their own (1 becomes 1001), and words
 * of their own where what is shared is unique (`ann@example.com` becomes `2.ann@example.com`).
 */
export function rowsApart(
  parts: readonly ModelPart[],
  at: number,
  own: Entities,
  joined: readonly string[],
): readonly ModelPart[] {
  if (at === 0) return parts;
  const moved = (number: string) => String(Number(number) + 1000 * at);
  const words = uniqueWords(parts, own, joined);
  const counted = new Map<string, number>();
  const tables = entitiesByTable(own);
  const names = madeKeys(own);
  const apart = (statement: string, isFixture: boolean) => {
    const insert = readInsert(statement);
    const other =
      insert === undefined
        ? moveConditions(statement, names, moved)
        : writeInsert(moveRows(isFixture ? withKeys(insert, own, tables, counted) : insert, own, tables, moved));
    return otherWords(other, words, at);
  };
  return parts.map((part) => {
    const { fixture } = withStatements({ fixture: part.fixture ?? [] }, (one) => apart(one, true));
    return { ...withStatements({ ...part, fixture: [] }, (one) => apart(one, false)), fixture };
  });
}

/** Words that are unique in what is shared, in small letters. */
function uniqueWords(parts: readonly ModelPart[], own: Entities, joined: readonly string[]): ReadonlySet<string> {
  const found = new Set<string>();
  const tables = entitiesByTable(own);
  for (const statement of parts.flatMap(statementsOf)) {
    const insert = readInsert(statement);
    const name = insert && tables.get(insert.table);
    const entity = own.entities[name ?? ''];
    if (insert === undefined || name === undefined || entity === undefined || !joined.includes(name)) continue;
    for (const [column, attribute] of Object.entries(entity.attributes)) {
      const isUnique = attribute.unique || entity.unique.some(({ of }) => of.includes(column));
      const at = insert.columns.indexOf(column);
      if (!isUnique || at < 0 || !wordy.has(attribute.domain)) continue;
      for (const row of insert.rows) if (row[at]?.startsWith("'")) found.add(row[at].toLowerCase());
    }
  }
  return found;
}

const wordy: ReadonlySet<Attribute['domain']> = new Set(['code', 'name', 'title', 'slug', 'email', 'token', 'hash']);

function otherWords(sql: string, words: ReadonlySet<string>, at: number): string {
  if (words.size === 0) return sql;
  return sql.replace(/'((?:[^']|'')*)'/g, (literal, text: string) => {
    if (!words.has(literal.toLowerCase())) return literal;
    return text.includes('@') ? `'${at + 1}.${text}'` : `'${text}-${at + 1}'`;
  });
}

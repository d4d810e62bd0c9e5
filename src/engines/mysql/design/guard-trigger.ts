import type { Guard, Site } from '#analysis/physical-design/dialect.ts';
import { quoteIdentifier as q, quoteLiteral } from '#engines/mysql/quote.ts';
import type { CatalogObject } from '#vocabulary/database-schema.ts';

interface TriggerText {
  readonly table: string;
  /** What the trigger is called by, after the table. */
  readonly words: readonly string[];
  /** "BEFORE UPDATE": MySQL has one trigger for one event, and knows no columns of it. */
  readonly event: string;
  readonly declare?: readonly string[];
  /** Lines; `$refuse` stands for the error. */
  readonly body: readonly string[];
}

/** Characters of an error's message at most. https://dev.mysql.com/doc/refman/8.4/en/signal.html */
const longestMessage = 128;

export function guardTrigger(
  { nameFor, schema }: Pick<Site, 'nameFor' | 'schema'>,
  says: string,
  text: TriggerText,
): CatalogObject {
  const { table, words, event, declare = [], body } = text;
  const name = nameFor('trg', table, words);
  const message = says.length <= longestMessage ? says : `${says.slice(0, longestMessage - 1)}…`;
  const refuse = `SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = ${quoteLiteral(message)};`;
  return {
    kind: 'trigger',
    schema,
    name,
    table,
    definition: [
      `CREATE TRIGGER ${q(name)} ${event} ON ${q(table)} FOR EACH ROW`,
      'BEGIN',
      ...declare.map((line) => `  DECLARE ${line}`),
      ...body.map((line) => line.replace('$refuse', () => refuse)),
      'END',
    ].join('\n'),
  };
}

/** Refuses where the condition is true. */
export function refusal(
  says: string,
  site: Pick<Site, 'nameFor' | 'schema'>,
  text: Omit<TriggerText, 'body'> & { readonly when: string },
) {
  return guardTrigger(site, says, { ...text, body: [`  IF ${text.when} THEN`, '    $refuse', '  END IF;'] });
}

/** Something differs; NULL is itself. */
export function anyDiffers(columns: readonly string[]): string {
  return columns.map((name) => `NOT (NEW.${q(name)} <=> OLD.${q(name)})`).join(' OR ');
}

/** `order_id = NEW.order_id AND …`. */
export function matches(columns: readonly string[], row: 'NEW' | 'OLD', of: readonly string[] = columns): string {
  return columns.map((name, at) => `${q(name)} = ${row}.${q(of[at] ?? name)}`).join(' AND ');
}

/** A rule on the table's own columns. */
export function checkGuard(
  site: Site,
  table: string,
  words: readonly string[],
  columns: readonly string[],
  sql: string,
) {
  return {
    constraints: [
      {
        table,
        constraint: {
          name: site.nameFor('chk', table, words),
          kind: 'check',
          columns: [...columns],
          definition: `CHECK (${sql})`,
          validated: true,
        },
      },
    ],
  } satisfies Guard;
}

/** Rows that stand for rules which no row of the model's can stand for: who would check one locks it first. */
export const locks = 'rule_locks';

/** Waits until nobody else is about to change what this rule is about. */
export function lockRule(rule: string): string {
  return `  SELECT max(name) INTO locked FROM ${locks} WHERE name = ${quoteLiteral(rule)} FOR UPDATE;`;
}

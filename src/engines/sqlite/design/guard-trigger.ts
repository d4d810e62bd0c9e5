import type { Guard, Site } from '#analysis/physical-design/dialect.ts';
import { quoteIdentifier as q, quoteLiteral } from '#engines/sqlite/quote.ts';
import type { CatalogObject } from '#vocabulary/database-schema.ts';

interface TriggerText {
  readonly table: string;
  /** What the trigger is called by, after the table. */
  readonly words: readonly string[];
  /** "BEFORE UPDATE OF status". */
  readonly event: string;
  /** SQL over NEW and OLD: the trigger speaks where it is true. */
  readonly when?: string;
  /** Statements; unless told, the refusal. */
  readonly body?: readonly string[];
}

/** A trigger that refuses, with the rule in its own words. https://www.sqlite.org/lang_createtrigger.html#raise */
export function refusal(says: string, site: Site, text: TriggerText): CatalogObject {
  return trigger(site, { ...text, body: [`SELECT RAISE(ABORT, ${quoteLiteral(says)})`] });
}

export function trigger(
  { nameFor, schema }: Site,
  { table, words, event, when, body = [] }: TriggerText,
): CatalogObject {
  const name = nameFor('trg', table, words);
  return {
    kind: 'trigger',
    schema,
    name,
    table,
    definition: [
      `CREATE TRIGGER ${q(name)} ${event} ON ${q(table)}`,
      ...(when === undefined ? [] : [`WHEN ${when}`]),
      'BEGIN',
      ...body.map((statement) => `  ${statement};`),
      'END',
    ].join('\n'),
  };
}

/** `NEW.a IS NOT OLD.a OR …`: something differs; NULL is itself. */
export function anyDiffers(columns: readonly string[]): string {
  return columns.map((name) => `NEW.${q(name)} IS NOT OLD.${q(name)}`).join(' OR ');
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

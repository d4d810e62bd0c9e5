import type { Guard, Site } from '#analysis/physical-design/dialect.ts';
import { quoteIdentifier as q, quoteLiteral } from '#engines/sqlserver/quote.ts';

interface TriggerText {
  readonly table: string;
  /** What the trigger is called by, after the table. */
  readonly words: readonly string[];
  /** "INSERT, UPDATE". */
  readonly events: string;
  /** Statements without their semicolons; they see all rows at once, as `inserted` and `deleted`. */
  readonly body: readonly string[];
}

/** https://learn.microsoft.com/sql/t-sql/statements/create-trigger-transact-sql */
export function trigger(site: Site, { table, words, events, body }: TriggerText): Guard {
  const name = site.nameFor('trg', table, words);
  return {
    objects: [
      {
        kind: 'trigger',
        schema: site.schema,
        name,
        table,
        definition: [
          `CREATE TRIGGER ${q(name)} ON ${q(table)}`,
          `AFTER ${events} AS`,
          'BEGIN',
          ...['SET NOCOUNT ON', ...body].map((statement) => `  ${statement};`),
          'END',
        ].join('\n'),
      },
    ],
  };
}

/** Refuses the statement and takes the transaction back. Numbers from 50000 on are free for errors of one's own. */
export function refuseIf(condition: string, says: string): string {
  return `IF ${condition}\n    THROW 50001, ${quoteLiteral(says.replaceAll(/\s+/g, ' '))}, 1`;
}

/** A snapshot does not show what another session added meanwhile: locks alone would keep nothing there. */
export const noSnapshot = refuseIf(
  'EXISTS (SELECT 1 FROM sys.dm_exec_sessions WHERE session_id = @@SPID AND transaction_isolation_level = 5)',
  'This rule is not kept under SNAPSHOT isolation: use READ COMMITTED.',
);

/** `one.[a] = other.[b] AND …`. */
export function matching(
  one: string,
  columns: readonly string[],
  other: string,
  others: readonly string[] = columns,
): string {
  return columns.map((name, at) => `${one}.${q(name)} = ${other}.${q(others[at] ?? name)}`).join(' AND ');
}

export function together(...guards: readonly Guard[]): Guard {
  return {
    constraints: guards.flatMap((one) => one.constraints ?? []),
    indexes: guards.flatMap((one) => one.indexes ?? []),
    objects: guards.flatMap((one) => one.objects ?? []),
  };
}

export function checkGuard(
  site: Site,
  table: string,
  words: readonly string[],
  columns: readonly string[],
  sql: string,
): Guard {
  const constraint = {
    name: site.nameFor('chk', table, words),
    kind: 'check' as const,
    columns: [...columns],
    definition: `CHECK (${sql})`,
    validated: true,
  };
  return { constraints: [{ table, constraint }] };
}

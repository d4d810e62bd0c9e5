import type { Guard, Site } from '#analysis/physical-design/dialect.ts';
import { quoteIdentifier as q, quoteBody, quoteLiteral } from '#engines/postgres/quote.ts';
import type { Invariant } from '#vocabulary/model-invariant.ts';

interface TriggerText {
  /** What the trigger is called by, after the table. */
  readonly words: readonly string[];
  /** "BEFORE UPDATE OF status". */
  readonly when: string;
  /** Lines of the function; `$refuse` stands for the error. */
  readonly body: readonly string[];
  readonly declare?: readonly string[];
  /** Runs when the transaction ends. */
  readonly deferred?: boolean;
  /** The table that it stands on, where it is not the rule's own. */
  readonly on?: string;
}

/** A trigger with a function of its own, of the same name. */
export function guardTrigger(site: Site, rule: Invariant, text: TriggerText): Guard {
  const table = text.on ?? site.tableOf(rule.entity);
  const name = site.nameFor('trg', table, text.words);
  const refuse = `RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = ${quoteLiteral(name)}, TABLE = ${quoteLiteral(table)},
      MESSAGE = ${quoteLiteral(rule.says)};`;
  const body = text.body.map((line) => line.replace('$refuse', () => refuse));
  const declare = text.declare === undefined ? [] : ['DECLARE', ...text.declare.map((line) => `  ${line}`)];
  return {
    objects: [
      {
        kind: 'function',
        schema: site.schema,
        name,
        definition: [
          `CREATE FUNCTION ${q(name)}() RETURNS trigger`,
          `LANGUAGE plpgsql AS ${quoteBody([...declare, 'BEGIN', ...body, 'END'].join('\n'))}`,
        ].join('\n'),
        comment: rule.says,
      },
      {
        kind: 'trigger',
        schema: site.schema,
        name,
        table,
        definition: [
          `CREATE ${text.deferred === true ? 'CONSTRAINT ' : ''}TRIGGER ${q(name)} ${text.when} ON ${q(table)}`,
          `${text.deferred === true ? 'DEFERRABLE INITIALLY DEFERRED ' : ''}FOR EACH ROW EXECUTE FUNCTION ${q(name)}()`,
        ].join('\n'),
      },
    ],
  };
}

/** Several guards as one. */
export function together(...guards: readonly Guard[]): Guard {
  return {
    constraints: guards.flatMap((one) => one.constraints ?? []),
    indexes: guards.flatMap((one) => one.indexes ?? []),
    objects: guards.flatMap((one) => one.objects ?? []),
  };
}

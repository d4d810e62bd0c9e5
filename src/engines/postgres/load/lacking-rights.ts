import { quoteIdentifier, quoteQualified } from '#engines/postgres/quote.ts';
import { firstOf } from './first-of.ts';
import type { FoundTable } from './found-tables.ts';

/** In a remedy, more tables of a schema than these are all of it. */
const named = 3;

/**
 * What the login lacks to fill the tables, and the GRANTs that mend it. UPDATE also for the lock that keeps others' rows
 * out: https://www.postgresql.org/docs/18/sql-lock.html
 */
export function lackingRights(
  tables: readonly FoundTable[],
  { role, withoutTriggers }: { readonly role: string; readonly withoutTriggers: boolean },
): { readonly why: string; readonly remedy: string } | undefined {
  const place = ({ schema, name }: FoundTable) => quoteQualified(schema, name);
  const poor = tables.filter((one) => !(one.reachable && one.mayInsert && one.maySelect && one.mayUpdate));
  const stuck = tables.flatMap(({ sequences }) =>
    sequences.filter(({ mayCount }) => !mayCount).map(({ name }) => name),
  );
  if (poor.length > 0 || stuck.length > 0) {
    const what = [
      ...(poor.length > 0 ? [`fill ${firstOf(poor.map(place))}`] : []),
      ...(stuck.length > 0 ? [`set the sequence${stuck.length === 1 ? '' : 's'} ${firstOf(stuck)}`] : []),
    ];
    return {
      why: `${role} may not ${what.join(' nor ')}.`,
      remedy: `As the owner: ${grants(poor, stuck, role).join(' ')} Or connect as the owner.`,
    };
  }
  const hidden = tables.filter(({ secured }) => secured);
  if (hidden.length > 0)
    return {
      why: `Row-level security hides rows of ${firstOf(hidden.map(place))} from ${role}, so nobody can tell whether ${hidden.length === 1 ? 'it is' : 'they are'} empty.`,
      remedy: 'Connect as the owner of the tables, or as a role with BYPASSRLS.',
    };
  const others = tables.filter(({ owned, triggers }) => !owned && triggers.length > 0);
  if (withoutTriggers && others.length > 0)
    return {
      why: `${role} does not own ${firstOf(others.map(place))}, and only the owner can put triggers to sleep.`,
      remedy: 'Connect as the owner, or let the triggers fire (--triggers fire).',
    };
  return undefined;
}

function grants(poor: readonly FoundTable[], stuck: readonly string[], role: string): readonly string[] {
  const to = `TO ${quoteIdentifier(role)};`;
  const bySchema = new Map<string, FoundTable[]>();
  for (const table of poor) bySchema.set(table.schema, [...(bySchema.get(table.schema) ?? []), table]);
  return [
    ...[...bySchema].flatMap(([schema, tables]) => [
      ...(tables.every(({ reachable }) => reachable) ? [] : [`GRANT USAGE ON SCHEMA ${quoteIdentifier(schema)} ${to}`]),
      `GRANT SELECT, INSERT, UPDATE ON ${
        tables.length > named
          ? `ALL TABLES IN SCHEMA ${quoteIdentifier(schema)}`
          : tables.map((one) => quoteQualified(one.schema, one.name)).join(', ')
      } ${to}`,
    ]),
    ...(stuck.length === 0 ? [] : [`GRANT UPDATE ON SEQUENCE ${stuck.join(', ')} ${to}`]),
  ];
}

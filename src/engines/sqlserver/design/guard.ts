import type { Guard, GuardedRule, Site } from '#analysis/physical-design/dialect.ts';
import { endCheck } from '#engines/sql/design/end-checks.ts';
import { family, toldColumns } from '#engines/sql/design/entity-columns.ts';
import { quoteIdentifier as q, quoteLiteral } from '#engines/sqlserver/quote.ts';
import { checkGuard, matching, noSnapshot, refuseIf, together, trigger } from './guard-trigger.ts';
import { bounded, runningTotal } from './sum-guards.ts';

/**
 * Invariants as CHECKs and AFTER triggers over all rows of a statement at once. What two sessions could break together
 * is guarded by a lock on the row that the rule is about; conditions are in Transact-SQL already.
 * https://learn.microsoft.com/sql/t-sql/queries/hints-transact-sql-table
 */
export function guard(rule: GuardedRule, site: Site): Guard {
  const { entity, says } = rule;
  const table = site.tableOf(entity);
  const key = site.keyOf(entity);
  const column = (name: string) => site.columnsOf(entity, name)[0] ?? name;
  switch (rule.kind) {
    case 'transitions': {
      const state = q(column(rule.attribute));
      const ways = Object.entries(rule.allowed)
        .filter(([, to]) => to.length > 0)
        .map(
          ([from, to]) => `(d.${state} = ${quoteLiteral(from)} AND i.${state} IN (${to.map(quoteLiteral).join(', ')}))`,
        );
      const isWay = ways.length === 0 ? '' : ` AND NOT (${ways.join('\n      OR ')})`;
      const start = rule.start?.map(quoteLiteral).join(', ');
      return trigger(site, {
        table,
        words: [rule.attribute, 'transitions'],
        events: start === undefined ? 'UPDATE' : 'INSERT, UPDATE',
        body: [
          refuseIf(
            `EXISTS (SELECT 1 FROM inserted AS i JOIN deleted AS d ON ${matching('d', key, 'i')} WHERE i.${state} <> d.${state}${isWay})`,
            says,
          ),
          ...(start === undefined
            ? []
            : [
                refuseIf(
                  `EXISTS (SELECT 1 FROM inserted AS i WHERE NOT EXISTS (SELECT 1 FROM deleted) AND i.${state} NOT IN (${start}))`,
                  says,
                ),
              ]),
        ],
      });
    }
    case 'no-overlap':
      return noOverlap(rule, site);
    case 'sum-at-most':
    case 'count-at-most':
      return bounded(rule, site);
    case 'running-total':
      return runningTotal(rule, site);
    case 'balanced':
      return { instead: `${untold} ${endCheck(rule, site, q)?.sql ?? ''}` };
    case 'at-least-one': {
      const { parent, own, key: target } = family(entity, rule.per, site);
      const condition = rule.when === undefined ? '' : ` WHERE ${rule.when}`;
      const lost = `(SELECT * FROM ${q(parent)} WITH (UPDLOCK, HOLDLOCK)${condition}) AS p ON ${matching('p', target, 'd', own)}`;
      const kept = trigger(site, {
        table,
        words: [rule.per, 'keeps_one'],
        events: 'UPDATE, DELETE',
        body: [
          noSnapshot,
          `DECLARE @locked int = (SELECT COUNT(*) FROM deleted AS d JOIN ${lost})`,
          refuseIf(
            `@locked > 0 AND EXISTS (SELECT 1 FROM deleted AS d JOIN ${lost} WHERE NOT EXISTS (SELECT 1 FROM ${q(table)} AS c WHERE ${matching('c', own, 'd')}))`,
            says,
          ),
        ],
      });
      return {
        ...kept,
        instead: `Taking the last one away is refused at once: put the new one in first. ${untold} ${endCheck(rule, site, q)?.sql ?? ''}`,
      };
    }
    case 'immutable': {
      const names = rule.attributes?.flatMap((one) => site.columnsOf(entity, one));
      const watched = names ?? toldColumns(entity, site).filter((name) => !key.includes(name));
      const row = (alias: string) => watched.map((name) => `${alias}.${q(name)}`).join(', ');
      const old = rule.when === undefined ? 'deleted AS d' : `(SELECT * FROM deleted WHERE ${rule.when}) AS d`;
      const differs = watched.length === 0 ? '' : ` OR EXISTS (SELECT ${row('d')} EXCEPT SELECT ${row('i')})`;
      return trigger(site, {
        table,
        words: [...(rule.attributes?.slice(0, 2) ?? ['rows']), 'unchanged'],
        events: names === undefined ? 'UPDATE, DELETE' : 'UPDATE',
        body: [
          refuseIf(
            `EXISTS (SELECT 1 FROM ${old} LEFT JOIN inserted AS i ON ${matching('i', key, 'd')} WHERE i.${q(key[0] ?? 'id')} IS NULL${differs})`,
            says,
          ),
        ],
      });
    }
    case 'only-grows': {
      const name = q(column(rule.attribute));
      return trigger(site, {
        table,
        words: [rule.attribute, 'grows'],
        events: 'UPDATE',
        body: [
          refuseIf(
            `EXISTS (SELECT 1 FROM inserted AS i JOIN deleted AS d ON ${matching('d', key, 'i')} WHERE d.${name} IS NOT NULL AND (i.${name} IS NULL OR i.${name} < d.${name}))`,
            says,
          ),
        ],
      });
    }
    case 'acyclic': {
      const parent = q(column(rule.parent));
      const id = q(key[0] ?? 'id');
      return trigger(site, {
        table,
        words: [rule.parent, 'acyclic'],
        events: 'INSERT, UPDATE',
        body: [
          noSnapshot,
          // One at a time: two moves that are sound alone may close a circle together.
          `EXEC sp_getapplock @Resource = ${quoteLiteral(`${table}.${rule.parent}`)}, @LockMode = 'Exclusive', @LockOwner = 'Transaction'`,
          'DECLARE @circles int',
          `WITH above AS (
    SELECT i.${id} AS start, i.${parent} AS node FROM inserted AS i WHERE i.${parent} IS NOT NULL
    UNION ALL
    SELECT a.start, t.${parent} FROM above AS a JOIN ${q(table)} AS t ON t.${id} = a.node
    WHERE t.${parent} IS NOT NULL AND a.node <> a.start
  )
  SELECT @circles = COUNT(*) FROM above WHERE node = start OPTION (MAXRECURSION 1000)`,
          refuseIf('@circles > 0', says),
        ],
      });
    }
    case 'exactly-one': {
      const columns = rule.of.map(column);
      const there = columns.map((name) => `CASE WHEN ${q(name)} IS NULL THEN 0 ELSE 1 END`).join(' + ');
      return checkGuard(site, table, ['one_of', ...columns], columns, `${there} = 1`);
    }
    case 'only-while': {
      const { parent, own, key: target } = family(entity, rule.reference, site);
      const rows = rule.where === undefined ? 'inserted AS i' : `(SELECT * FROM inserted WHERE ${rule.where}) AS i`;
      const isThere = own.map((name) => `i.${q(name)} IS NOT NULL`).join(' AND ');
      const isNew = `NOT EXISTS (SELECT 1 FROM deleted AS d WHERE ${matching('d', [...key, ...own], 'i')})`;
      return trigger(site, {
        table,
        words: [rule.reference, 'allows'],
        events: 'INSERT, UPDATE',
        body: [
          refuseIf(
            `EXISTS (SELECT 1 FROM ${rows} WHERE ${isThere} AND ${isNew} AND NOT EXISTS (SELECT 1 FROM ${q(parent)} AS p WITH (UPDLOCK, HOLDLOCK) WHERE ${matching('p', target, 'i', own)} AND (${rule.parent})))`,
            says,
          ),
        ],
      });
    }
    case 'native': {
      const own = rule.dialects['sqlserver'];
      if (own === undefined) return { instead: 'Check it in the application.' };
      return {
        objects: own.map((definition, at) => ({
          kind: 'trigger',
          schema: site.schema,
          name: /TRIGGER\s+\[?(\w+)/i.exec(definition)?.[1] ?? `native_${at}`,
          table,
          definition,
        })),
      };
    }
  }
}

const untold = 'Nothing runs when a transaction ends. Ask before COMMIT, and roll back if a row is found:';

/** Both ends open where they are NULL. The rows of the same `per` are locked, those to come too, before they are looked at. */
function noOverlap(rule: Extract<GuardedRule, { kind: 'no-overlap' }>, site: Site): Guard {
  const { entity } = rule;
  const table = site.tableOf(entity);
  const key = site.keyOf(entity);
  const [from = '', to = ''] = [rule.from, rule.to].map((name) => site.columnsOf(entity, name)[0] ?? name);
  const per = rule.per.flatMap((one) => site.columnsOf(entity, one));
  const where = rule.where === undefined ? '' : ` WHERE ${rule.where}`;
  const same = per.length === 0 ? '1 = 1' : matching('o', per, 'i');
  const found = [
    same,
    `(i.${q(to)} IS NULL OR o.${q(from)} < i.${q(to)})`,
    `(o.${q(to)} IS NULL OR i.${q(from)} < o.${q(to)})`,
    `NOT (${matching('o', key, 'i')})`,
  ].join(' AND ');
  return {
    ...together(
      checkGuard(site, table, [to, 'after', from], [from, to], `${q(to)} > ${q(from)}`),
      trigger(site, {
        table,
        words: [from, 'overlap'],
        events: 'INSERT, UPDATE',
        body: [
          noSnapshot,
          `DECLARE @locked int = (SELECT COUNT(*) FROM inserted AS i JOIN ${q(table)} AS o WITH (UPDLOCK, HOLDLOCK) ON ${same})`,
          refuseIf(
            `@locked > 0 AND EXISTS (SELECT 1 FROM (SELECT * FROM inserted${where}) AS i JOIN (SELECT * FROM ${q(table)}${where}) AS o ON ${found})`,
            rule.says,
          ),
        ],
      }),
    ),
    indexes: [
      {
        schema: site.schema,
        table,
        name: site.nameFor('idx', table, [...per, from, to]),
        method: 'btree',
        unique: false,
        keys: [...per, from, to].map((name) => ({ column: name, direction: 'asc' })),
        include: [],
        valid: true,
      },
    ],
  };
}

import type { Guard, Site } from '#analysis/physical-design/dialect.ts';
import { family, toldColumns } from '#engines/sql/design/entity-columns.ts';
import { levelOf } from '#engines/sql/design/level-of.ts';
import { quoteIdentifier as q } from '#engines/sqlserver/quote.ts';
import type { Invariant } from '#vocabulary/model-invariant.ts';
import { checkGuard, matching, noSnapshot, refuseIf, together, trigger } from './guard-trigger.ts';

type Rule<K extends Invariant['kind']> = Extract<Invariant, { kind: K }>;

/**
 * The sum, or the number, of a parent's rows stays within its limit; NULL is no limit. The parents are locked by a
 * statement of their own: the next one then sees what those who came first have added.
 */
export function bounded(rule: Rule<'sum-at-most'> | Rule<'count-at-most'>, site: Site): Guard {
  const { table, parent, own, key } = family(rule.entity, rule.per, site);
  const used = rule.kind === 'sum-at-most' ? `SUM(${q(rule.sum)})` : 'COUNT(*)';
  const where = rule.where === undefined ? '' : ` AND (${rule.where})`;
  const sum = (alias: string) =>
    `(SELECT ${used} FROM ${q(table)} AS c WHERE ${matching('c', own, alias, key)}${where})`;
  const limit = (alias: string) => (typeof rule.limit === 'number' ? String(rule.limit) : `${alias}.${q(rule.limit)}`);
  const words = [rule.per, rule.kind === 'sum-at-most' ? rule.sum : 'count'];
  const children = trigger(site, {
    table,
    words: [...words, 'within_limit'],
    events: 'INSERT, UPDATE',
    body: [
      noSnapshot,
      `DECLARE @locked int = (SELECT COUNT(*) FROM ${q(parent)} AS p WITH (UPDLOCK, HOLDLOCK) JOIN inserted AS i ON ${matching('p', key, 'i', own)})`,
      refuseIf(
        `@locked > 0 AND EXISTS (SELECT 1 FROM ${q(parent)} AS p WHERE EXISTS (SELECT 1 FROM inserted AS i WHERE ${matching('p', key, 'i', own)}) AND ${sum('p')} > ${limit('p')})`,
        rule.says,
      ),
    ],
  });
  if (typeof rule.limit === 'number') return children;
  const parents = trigger(site, {
    table: parent,
    words: [rule.limit, 'covers', table],
    events: 'UPDATE',
    body: [refuseIf(`EXISTS (SELECT 1 FROM inserted AS i WHERE ${sum('i')} > ${limit('i')})`, rule.says)],
  });
  return together(children, parents);
}

/** Movements add to the level; the level is written by them alone, and its CHECK refuses what would take it too low. */
export function runningTotal(rule: Rule<'running-total'>, site: Site): Guard {
  const { movements, level, keys, given: own, isParent } = levelOf(rule, site);
  const amount = q(rule.attribute);
  const names = own.map(q).join(', ');
  const key = site.keyOf(rule.entity);
  const told = toldColumns(rule.entity, site).filter((name) => !key.includes(name));
  const row = (alias: string) => told.map((name) => `${alias}.${q(name)}`).join(', ');
  const added = trigger(site, {
    table: movements,
    words: [rule.sum, 'into', level],
    events: 'INSERT',
    body: [
      // What a movement refers to is there, and a key that the server counts cannot be written.
      ...(isParent
        ? []
        : [
            `INSERT INTO ${q(level)} (${[...keys, rule.attribute].map(q).join(', ')})
  SELECT DISTINCT ${own.map((name) => `i.${q(name)}`).join(', ')}, 0 FROM inserted AS i
  WHERE ${own.map((name) => `i.${q(name)} IS NOT NULL`).join(' AND ')} AND NOT EXISTS (SELECT 1 FROM ${q(level)} AS l WITH (UPDLOCK, HOLDLOCK) WHERE ${matching('l', keys, 'i', own)})`,
          ]),
      `UPDATE l SET ${amount} = l.${amount} + m.moved
  FROM ${q(level)} AS l JOIN (SELECT ${names}, SUM(${q(rule.sum)}) AS moved FROM inserted GROUP BY ${names}) AS m ON ${matching('l', keys, 'm', own)}`,
    ],
  });
  const unchanged = trigger(site, {
    table: movements,
    words: ['movements', 'unchanged'],
    events: 'UPDATE, DELETE',
    body: [
      refuseIf(
        `EXISTS (SELECT 1 FROM deleted AS d LEFT JOIN inserted AS i ON ${matching('i', key, 'd')} WHERE i.${q(key[0] ?? 'id')} IS NULL OR EXISTS (SELECT ${row('d')} EXCEPT SELECT ${row('i')}))`,
        `Rows of ${movements} are only added: write another one to put it right.`,
      ),
    ],
  });
  const levelKey = site.keyOf(rule.into);
  const kept = trigger(site, {
    table: level,
    words: [rule.attribute, 'by_movements'],
    events: 'INSERT, UPDATE',
    body: [
      // Called by the trigger of a movement, this one is the second.
      refuseIf(
        `TRIGGER_NESTLEVEL() < 2 AND EXISTS (SELECT 1 FROM inserted AS i LEFT JOIN deleted AS d ON ${matching('d', levelKey, 'i')} WHERE i.${amount} <> COALESCE(d.${amount}, 0))`,
        `${level}.${rule.attribute} is changed by ${movements} alone.`,
      ),
    ],
  });
  const floor =
    rule.min === undefined
      ? {}
      : checkGuard(site, level, [rule.attribute, 'floor'], [rule.attribute], `${amount} >= ${rule.min}`);
  return together(added, unchanged, kept, floor);
}

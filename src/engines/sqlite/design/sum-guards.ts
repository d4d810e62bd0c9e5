import type { Guard, Site } from '#analysis/physical-design/dialect.ts';
import { allColumns, family, sources, toldColumns } from '#engines/sql/design/entity-columns.ts';
import { levelOf } from '#engines/sql/design/level-of.ts';
import { columnsIn } from '#engines/sql/design/of-row.ts';
import { quoteIdentifier as q, quoteLiteral } from '#engines/sqlite/quote.ts';
import type { Invariant } from '#vocabulary/model-invariant.ts';
import { anyDiffers, checkGuard, matches, refusal, trigger } from './guard-trigger.ts';

type Rule<K extends Invariant['kind']> = Extract<Invariant, { kind: K }>;

/** Holds a row only while a movement writes its level: SQLite has neither session variables nor a depth of triggers. */
export const marks = 'level_writes';

/** The sum, or the number, of a parent's rows stays within its limit; NULL is no limit. */
export function bounded(rule: Rule<'sum-at-most'> | Rule<'count-at-most'>, site: Site): Guard {
  const { entity, says } = rule;
  const { to, table, parent, own, key } = family(entity, rule.per, site);
  const sum = rule.kind === 'sum-at-most' ? total(rule.sum, entity, site) : 'count(*)';
  const used = (match: string) =>
    `(SELECT ${sum} FROM ${q(table)} WHERE ${match}${rule.where === undefined ? '' : ` AND (${rule.where})`})`;
  const allowed =
    typeof rule.limit === 'number'
      ? String(rule.limit)
      : `(SELECT ${q(rule.limit)} FROM ${q(parent)} WHERE ${matches(key, 'NEW', own)})`;
  const watched = [
    ...own,
    ...(rule.kind === 'sum-at-most' ? sources(rule.sum, entity, site) : []),
    ...columnsIn(rule.where, allColumns(entity, site)),
  ];
  const when = `${used(matches(own, 'NEW'))} > ${allowed}`;
  const words = [rule.per, rule.kind === 'sum-at-most' ? rule.sum : 'count'];
  return {
    objects: [
      refusal(says, site, { table, when, words: [...words, 'within_limit'], event: 'AFTER INSERT' }),
      refusal(says, site, {
        table,
        when,
        words: [...words, 'within_limit_changed'],
        event: `AFTER UPDATE OF ${[...new Set(watched)].map(q).join(', ')}`,
      }),
      ...(typeof rule.limit === 'number'
        ? []
        : [
            refusal(says, site, {
              table: parent,
              words: [rule.limit, 'covers', table],
              event: `AFTER UPDATE OF ${sources(rule.limit, to, site).map(q).join(', ')}`,
              when: `NEW.${q(rule.limit)} IS NOT OLD.${q(rule.limit)} AND ${used(matches(own, 'NEW', key))} > NEW.${q(rule.limit)}`,
            }),
          ]),
    ],
  };
}

/** Movements add to the level; the level is written by them alone, and its CHECK refuses what would take it too low. */
export function runningTotal(rule: Rule<'running-total'>, site: Site): Guard {
  const { movements, level, keys, given, free, isParent } = levelOf(rule, site);
  const amount = q(rule.attribute);
  const match = matches(keys, 'NEW', given);
  const mark = quoteLiteral(`${level}.${rule.attribute}`);
  const byHand = `NOT EXISTS (SELECT 1 FROM ${marks} WHERE level = ${mark})`;
  const only = `Rows of ${movements} are only added: write another one to put it right.`;
  const alone = `${level}.${rule.attribute} is changed by ${movements} alone.`;
  const floor =
    rule.min === undefined
      ? {}
      : checkGuard(site, level, [rule.attribute, 'floor'], [rule.attribute], `${amount} >= ${rule.min}`);
  return {
    ...floor,
    objects: [
      trigger(site, {
        table: movements,
        words: [rule.sum, 'into', level],
        event: 'AFTER INSERT',
        ...(free.length === 0 ? {} : { when: free.map((name) => `NEW.${q(name)} IS NOT NULL`).join(' AND ') }),
        body: [
          `INSERT INTO ${marks} (level) VALUES (${mark})`,
          ...(isParent
            ? []
            : [
                `INSERT INTO ${q(level)} (${[...keys, rule.attribute].map(q).join(', ')})
    SELECT ${[...given.map((name) => `NEW.${q(name)}`), '0'].join(', ')} WHERE NOT EXISTS (SELECT 1 FROM ${q(level)} WHERE ${match})`,
              ]),
          `UPDATE ${q(level)} SET ${amount} = ${rounded(`${amount} + NEW.${q(rule.sum)}`, rule.attribute, rule.into, site)} WHERE ${match}`,
          `DELETE FROM ${marks} WHERE level = ${mark}`,
        ],
      }),
      refusal(only, site, {
        table: movements,
        words: ['movements', 'unchanged'],
        event: 'BEFORE UPDATE',
        when: anyDiffers(toldColumns(rule.entity, site)),
      }),
      refusal(only, site, { table: movements, words: ['movements', 'stay'], event: 'BEFORE DELETE' }),
      refusal(alone, site, {
        table: level,
        words: [rule.attribute, 'begins_at_zero'],
        event: 'BEFORE INSERT',
        when: `NEW.${amount} <> 0 AND ${byHand}`,
      }),
      refusal(alone, site, {
        table: level,
        words: [rule.attribute, 'by_movements'],
        event: `BEFORE UPDATE OF ${amount}`,
        when: `NEW.${amount} IS NOT OLD.${amount} AND ${byHand}`,
      }),
    ],
  };
}

function total(column: string, entity: string, site: Site): string {
  return rounded(`coalesce(sum(${q(column)}), 0)`, column, entity, site);
}

/** Sums of reals to the decimals that the column has: 0.1 + 0.2 is to be 0.3. */
function rounded(sql: string, column: string, entity: string, { model }: Site): string {
  const { domain = 'integer', precision, scale = 0 } = model.entities[entity]?.attributes[column] ?? {};
  const usual = { decimal: 6, quantity: 3, percent: 2, rate: 6 }[domain as string];
  return usual === undefined ? sql : `round(${sql}, ${precision === undefined ? usual : scale})`;
}
